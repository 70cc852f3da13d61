/**
 * Where texts of one licence differ from user to user though the SPDX text has fixed words there:
 * [words before, the words that vary, words after]. Source: the `<<var>>` marks of the SPDX licence templates.
 */
export const variable: [before: string, varying: string, after: string][] = [
  ['neither the name of the', 'copyright holder', 'nor the names of its contributors'],
  ['neither the name of', 'the copyright holder', 'nor the names of its contributors'],
  ['this software is provided by', 'the copyright holders and contributors', 'as is'],
  ['provided by', 'the copyright holders and contributors', 'as is'],
  ['provided as is and', 'ISC', 'disclaims all warranties'],
  ['provided as is and', 'the author', 'disclaims all warranties'],
  ['in no event shall', 'the copyright holder or contributors', 'be liable'],
  ['in no event shall', 'the copyright holders or contributors', 'be liable'],
  ['in no event shall', 'the copyright holders and contributors', 'be liable'],
  ['in no event shall', 'the authors or copyright holders', 'be liable'],
  ['in no event shall', 'the contributors or copyright holders', 'be liable'],
  ['in no event shall', 'the author', 'be liable'],
  ['in no event shall', 'the authors', 'be liable'],
  ['in no event shall', 'ISC', 'be liable'],
  ['in no event will', 'the authors', 'be held liable'],
  ['the person who associated', 'CC0', 'with this work'],
];

/** [before, words that may be missing, after]. */
export const leavable: [before: string, optional: string, after: string][] = [
  ['permission to use copy modify and', 'or', 'distribute this software'],
  ['without specific', 'prior', 'written permission'],
  ['this', 'software', 'is provided by the copyright'],
  ['nor the names of', 'its', 'contributors'],
  ['neither the name', 'of', 'the copyright holder nor the names'],
  ['out of the use of this', 'software', 'even if advised'],
  ['redistributions of source code must retain the above copyright', 'notice', 'this list'],
];

/** Words that may stand in a text of any licence without changing it. Source: optional parts of the SPDX templates. */
export const insertable = [
  'including the next paragraph',
  'all rights reserved',
  'gnu general public license',
  'gnu lesser general public license',
  'gnu library general public license',
  'gnu affero general public license',
];

/** Pairs of words that stand for each other in published versions of the same text. */
export const interchangeable: [string, string][] = [
  ['lesser', 'library'],
  ['its', 'their'],
  ['it', 'their'],
  ['disclaim', 'disclaims'],
  ['disclaims', 'disclaim'],
];

/** Whole texts in wide use that SPDX counts as a licence it lists, by id. `<name>` stands for any name. */
export const otherTexts: [id: string, text: string][] = [
  [
    'BSD-3-Clause',
    `Redistribution and use in source and binary forms, with or without modification, are permitted provided that the following conditions are met:
1. Redistributions of source code must retain the above copyright notice, this list of conditions and the following disclaimer.
2. Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the following disclaimer in the documentation and/or other materials provided with the distribution.
3. The name of <author> may not be used to endorse or promote products derived from this software without specific prior written permission.
THIS SOFTWARE IS PROVIDED BY <author> "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL <author> BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.`,
  ],
  [
    'Zlib',
    `This software is provided 'as-is', without any express or implied warranty. In no event will <the authors> be held liable for any damages arising from the use of this software.
Permission is granted to anyone to use this software for any purpose, including commercial applications, and to alter it and redistribute it freely, subject to the following restrictions:
1. The origin of this software must not be misrepresented; you must not claim that you wrote the original software. If you use this software in a product, an acknowledgment in the product documentation would be appreciated but is not required.
2. Altered source versions must be plainly marked as such, and must not be misrepresented as being the original software.
3. This notice may not be removed or altered from any source distribution.`,
  ],
];

/** Notices by which a licence is applied to a work: they name it, and are not its text. Source: the licences' own appendices. */
export const notices: [id: string, text: string][] = [
  [
    'Apache-2.0',
    `Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance with the License. You may obtain a copy of the License at
http://www.apache.org/licenses/LICENSE-2.0
Unless required by applicable law or agreed to in writing, software distributed under the License is distributed on an "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied. See the License for the specific language governing permissions and limitations under the License.`,
  ],
  [
    'MPL-2.0',
    'This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0. If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.',
  ],
  [
    'GPL-2.0-only',
    `This General Public License does not permit incorporating your program into proprietary programs. If your program is a subroutine library, you may consider it more useful to permit linking proprietary applications with the library. If this is what you want to do, use the GNU Lesser General Public License instead of this License.`,
  ],
  ...(['GPL-2.0', 'GPL-3.0'] as const).map((id): [string, string] => [
    `${id}-or-later`,
    `<This program> is free software: you can redistribute it and/or modify it under the terms of the GNU General Public License as published by the Free Software Foundation, either version ${id.charAt(4)} of the License, or (at your option) any later version.
<This program> is distributed in the hope that it will be useful, but WITHOUT ANY WARRANTY; without even the implied warranty of MERCHANTABILITY or FITNESS FOR A PARTICULAR PURPOSE. See the GNU General Public License for more details.`,
  ]),
];

/** Words that can turn a sentence: never part of a name, a copyright line or a remark. */
export const turning = new Set(
  `not no never nor only solely except exception unless but however without must shall may cannot should will prohibited prohibit forbidden forbid restrict
  restricted restriction limit limited-to require required commercial commercially noncommercial noncommercially personal private academic educational
  education research evaluation evaluate internal military use used using user usage sell sold selling sale fee pay paid royalty purchase permission permit
  permitted grant granted allow allowed license licensed licensee licensing condition term subject provided exclude excluded excluding addition additional
  supplement override revoke terminate expire trial nonprofit production compete competing competitor competitive hosted saas service modify modification
  redistribute redistribution distribute distribution evil good ethical human nutzung nur nicht kommerziell kommerzielle privat usage seulement interdit
  uso solo prohibido comercial forbud enterprise proprietary confidential secret unauthorized agreement consent approval`
    .split(/\s+/)
    .filter(Boolean),
);
