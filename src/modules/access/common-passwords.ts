/**
 * What the commonest passwords are made of, after case, digits and signs were taken off and letters written as digits
 * were put back (`P4ssw0rd!2024` is `password`). Collected from the lists of leaked passwords that are published every year.
 */
const STEMS = `
  password passwort passwd pass kennwort motdepasse contrasena contraseña senha parola haslo wachtwoord salasana losenord parool jelszo
  admin administrator administrateur root superuser user username guest login signin default changeme changeit changethis
  letmein letmeinnow welcome welcomehome willkommen bienvenue bienvenido hello helloworld hallo hola bonjour
  qwerty qwertyuiop qwertyuiopasdfghjkl qwertyqwerty qwertz qwertzuiop azerty azertyuiop asdf asdfgh asdfghjkl asdfghjklqwertyuiop zxcvbn zxcvbnm
  qazwsx qazwsxedc qazwsxedcrfv qweasd qweasdzxc qaz wsx edc qwe asd zxc qwaszx
  iloveyou iloveu ihateyou loveyou iloveyousomuch lovelove loveme mylove forever foreverlove
  monkey dragon master shadow sunshine princess football baseball basketball soccer hockey superman batman spiderman pokemon starwars
  trustno trustnoone whatever secret topsecret mysecret mypassword yourpassword nopassword newpassword oldpassword thepassword passwordpassword
  temppassword temporary temporarypassword testpassword test testtest testing tester example sample demo
  computer internet michael jennifer jessica ashley charlie jordan thomas hunter daniel matthew andrew joshua george
  freedom summer winter spring autumn january february march april june july august september october november december
  monday tuesday wednesday thursday friday saturday sunday summertime
  chocolate cheese cookie banana butterfly flower purple orange rainbow angel angels diamond
  google facebook linkedin microsoft apple samsung android windows github gitlab linux ubuntu guildhall
  mustang ferrari porsche mercedes corvette liverpool arsenal chelsea barcelona realmadrid juventus manchester manchesterunited
  jesus jesuschrist godisgood blessed bless babygirl beautiful family friends mother father
  access accessdenied security secure server database oracle mysql postgres postgresql system manager office company
  correcthorsebatterystaple abcdefghijkl abcdefghijklm abcdefghijklmnop abcdefghijklmnopqrstuvwxyz abc abcd abcde abcdef abcdefg abcdefgh
  fuckyou fuckoff asshole bitch killer ninja samurai matrix zaq xsw zaqxsw zaqwsx pakistan india bangladesh germany america
`;

const stems = new Set(STEMS.split(/\s+/).filter(Boolean));
const LETTER_FOR: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};
const ROWS = [
  'abcdefghijklmnopqrstuvwxyz',
  '1234567890',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
  'azertyuiopqsdfghjklmwxcvbn',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik',
];

/** Whether a password is among the commonest, dressed up or not: a common stem, one piece repeated, or a run along keys or letters. */
export function isCommon(password: string): boolean {
  const small = password.toLowerCase().normalize('NFC');
  const letters = (text: string) => text.replace(/[^\p{L}]/gu, '');
  const plain = letters(small);
  const read = letters(
    [...small.replace(/^[\d\W_]+|[\d\W_]+$/gu, '')].map((sign) => LETTER_FOR[sign] ?? sign).join(''),
  );
  return plain === ''
    ? !spread(small)
    : [plain, read].some((word) => madeOfStems(word) && dressing(small) < 8) || repeats(small) || runs(small);
}

/** Digits and signs alone are common unless many different ones come in no order. */
const spread = (text: string): boolean => new Set(text).size >= 8 && !runs(text) && !repeats(text);

const dressing = (text: string): number => [...text].filter((sign) => !/\p{L}/u.test(sign)).length;

/** One stem, or the same or another stem after it: `passwordpassword`, `welcomeadmin`. */
function madeOfStems(word: string): boolean {
  if (stems.has(word)) return true;
  for (let at = 3; at <= word.length - 3; at++) {
    if (stems.has(word.slice(0, at)) && stems.has(word.slice(at))) return true;
  }
  return false;
}

/** One piece of up to six signs, over and over. */
function repeats(text: string): boolean {
  for (let size = 1; size <= 6 && size * 2 <= text.length; size++) {
    const piece = text.slice(0, size);
    if (piece.repeat(Math.ceil(text.length / size)).startsWith(text)) return true;
  }
  return false;
}

/** Along the alphabet, the digits or a row of keys, forwards or backwards, beginning anywhere and beginning again at the end. */
function runs(text: string): boolean {
  return ROWS.some((row) => {
    const endless = row.repeat(Math.ceil(text.length / row.length) + 1);
    return endless.includes(text) || [...endless].reverse().join('').includes(text);
  });
}
