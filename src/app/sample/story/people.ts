import { SAMPLE_DOMAIN } from '#kernel/mail/address.ts';
import type { Chance } from './chance.ts';

/** Those who run the program at Marble & Tide, by the name under which the story knows them. */
export const TEAM = {
  ines: { name: 'Inès Moreau', role: 'program-manager' },
  tobias: { name: 'Tobias Lindqvist', role: 'reviewer' },
  amara: { name: 'Amara Okafor', role: 'reviewer' },
  /** Leaves after fourteen months. */
  jun: { name: 'Jun Watanabe', role: 'reviewer' },
  /** Comes after ten months. */
  priya: { name: 'Priya Raman', role: 'reviewer' },
  /** The shop confirms bookings by webhook. */
  shop: { name: 'Marble & Tide shop', role: 'program-manager' },
} as const;
export type Member = keyof typeof TEAM;

const FIRST =
  'Adaeze Akira Alba Amina Anders Anouk Ariel Astrid Bashir Beatriz Björn Camila Chen Chidi Clara Dalia Daniel Diego Elif Elena Emre Esther Farah Femi Finn Freya Gabriel Grace Hana Hugo Ibrahim Ida Imani Ines Ivo Jana Jonas Kaito Karim Kateryna Lars Leila Linh Luca Maja Malik Marta Mateo Mei Milan Mina Nadia Naveen Nils Noor Olga Omar Paulo Petra Priit Rafael Rana Rosa Samir Sanna Sofia Tariq Teresa Thandi Tomás Valentina Viktor Wanjiru Yara Yusuf Zofia'.split(
    ' ',
  );
const LAST =
  'Abebe Almeida Andersson Bakker Banerjee Becker Bello Castro Chatterjee Cohen Costa Dahl Demir Diallo Eriksen Farouk Fernández Fischer Fontaine García Gupta Haddad Hansen Hernández Horváth Ito Ivanova Jensen Kamau Kaya Kim Klein Kovács Kowalska Larsen Lehtonen Lopes Mahmoud Marković Mbeki Mendes Moretti Müller Nakamura Nguyen Novák Nowak Nwosu Obi Olsen Park Patel Pereira Petrov Popescu Rossi Sato Schmidt Silva Singh Sørensen Tanaka Tran Umarov Vasquez Virtanen Weber Wójcik Yamada Zhang'.split(
    ' ',
  );
export const COUNTRIES = [
  'DE',
  'FR',
  'BR',
  'IN',
  'JP',
  'KE',
  'NG',
  'PL',
  'PT',
  'SE',
  'US',
  'CA',
  'MX',
  'AR',
  'ES',
  'IT',
  'NL',
  'FI',
  'ZA',
  'VN',
  'KR',
  'CZ',
] as const;

const ONE =
  'Amber Basalt Beacon Birch Cinder Cobalt Copper Coral Delta Ember Fathom Fern Garnet Granite Harbour Heron Indigo Juniper Kelp Kestrel Lantern Lichen Maple Meridian Moss Nimbus Ochre Opal Otter Pebble Plover Quartz Reed Rill Saffron Sedge Slate Sparrow Thistle Tidal Umber Vellum Willow Wren'.split(
    ' ',
  );
const TWO =
  'Atlas Balance Cache Canvas Compass Courier Dispatch Engine Forge Gallery Gauge Index Journal Kernel Ledger Lens Loom Mesh Notebook Pipeline Planner Queue Relay Router Runner Scanner Schema Shell Signal Spool Studio Table Theatre Trace Vault Weave'.split(
    ' ',
  );
const WHAT: readonly (readonly [string, string])[] = [
  ['a library that reads and writes map tiles', 'the build of its native parts on every platform'],
  ['a small database for sensors in the field', 'long tests against real recordings'],
  ['a tool that librarians use to catalogue old prints', 'review of changes by people in four time zones'],
  ['a typesetting engine for languages that are written from right to left', 'rendering tests for each script'],
  ['firmware for weather stations that schools build', 'images for eleven boards'],
  ['a screen reader for the terminal', 'nightly builds for its testers'],
  ['a message relay for villages without a steady line', 'simulations with hundreds of nodes'],
  ['a client for public transport data', 'checks against the feeds of sixty cities'],
  ['a notebook for chemists that keeps every measurement with its doubt', 'the container images of its plugins'],
  ['a static analyser for shell scripts', 'a test run over ten thousand scripts'],
  ['a photo archive for small museums', 'migrations that are rehearsed on copies of real archives'],
  ['a scheduler for shared workshops', 'its demonstration servers'],
  ['a codec for hydrophone recordings', 'fuzzing around the clock'],
  ['a planner for community gardens', 'translations by volunteers, each with a preview'],
];

/** Somebody invented who applies, and the project they apply with. */
export type Applicant = {
  name: string;
  address: string;
  country: string;
  project: string;
  slug: string;
  url: string;
  purpose: string;
};

const plain = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/ø/g, 'o')
    .replace(/[^\w ]+/g, '')
    .toLowerCase()
    .trim()
    .replace(/ +/g, '-');

/** An address of the sample organisation, to which nothing can ever be mailed. */
export const addressAt = (name: string, host: string): string =>
  `${plain(name).replaceAll('-', '.')}@${host}.${SAMPLE_DOMAIN}`;

/** Invents people and their projects, never the same twice. */
export function inventor(chance: Chance): () => Applicant {
  const people = new Set<string>();
  const projects = new Set<string>();
  const fresh = (made: Set<string>, make: () => string): string => {
    for (;;) {
      const name = make();
      if (made.has(name)) continue;
      made.add(name);
      return name;
    }
  };
  return () => {
    const name = fresh(people, () => `${chance.of(FIRST)} ${chance.of(LAST)}`);
    const project = fresh(projects, () => `${chance.of(ONE)} ${chance.of(TWO)}`);
    const slug = plain(project);
    const [what, need] = chance.of(WHAT);
    const others = chance.between(3, 60);
    return {
      name,
      project,
      slug,
      address: addressAt(name, chance.is(0.6) ? slug : 'post'),
      country: chance.of(COUNTRIES),
      url: `https://${chance.of(['forge', 'forge', 'code', 'git'])}.${SAMPLE_DOMAIN}/${slug}/${slug}`,
      purpose: `${project} is ${what}. About ${others} people have contributed so far. We need this for ${need}.`,
    };
  };
}
