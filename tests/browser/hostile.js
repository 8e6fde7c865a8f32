'use strict';

/*
 * hostile.js FOLDER - the inputs of a run in which every text that a page could show is an attack
 * on it: markup, template syntax, controls, bidirectional text, very long words.
 */
const fs = require('node:fs');
const path = require('node:path');

const STRINGS = [
  '<script>alert(1)</script>',
  '</script><script>alert(1)</script>',
  '</style><script>alert(1)</script>',
  '</title><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '<svg onload=alert(1)>',
  '<a href="javascript:alert(1)">x</a>',
  '<meta http-equiv=refresh content="0;url=http://evil.example">',
  '<base href=//evil.example>',
  '<style>body{display:none}</style>',
  'javascript:alert(1)',
  '<!-- ',
  ' -->',
  ']]>',
  '&lt;b&gt; &amp; &#60;',
  '{{TITLE}} {{#CASE}} {{>TRACE}}',
  '{{%AUTOESCAPE context="HTML"}}',
  '%3Cscript%3Ealert(1)%3C/script%3E',
  '../../etc/passwd',
  '=1+1',
  'a\tb\nc\rd',
  'bell \u0007 escape \u001b[31m',
  '\u202egnp.exe\u202c \u2066x\u2069',
  '\u0645\u0631\u062d\u0628\u0627 \u05e9\u05dc\u05d5\u05dd',
  'Z\u0338\u0321\u0327a\u0334\u0322l\u0335\u0323g\u0336\u0324o\u0337\u0325',
  '\u{1f469}\u200d\u{1f469}\u200d\u{1f467}',
  'W'.repeat(600),
  'a '.repeat(600),
];

const folder = process.argv[2];
fs.mkdirSync(folder, { recursive: true });

function write(name, lines) {
  fs.writeFileSync(path.join(folder, name), lines.join('\n') + '\n');
}

function quoted(text) {
  return `"${text.replace(/"/g, '""').replace(/[\r\n]/g, ' ')}"`;
}

write('gold.jsonl', STRINGS.map((text, n) => JSON.stringify({
  id: `${n} ${text}`,
  query: `${text} ${n}`,
  expected: { intent: 'search', genres: [n % 2 ? 'Comedy' : 'Horror'], movies: [text] },
  tags: [text],
})).concat(['{"query": "<img src=x onerror=alert(1)>", "expected": 7}']));

write('recordings.jsonl', STRINGS.map((text, n) => JSON.stringify({
  trace_id: text,
  ts: '2026-11-20T03:00:00Z',
  case_id: `${n} ${text}`,
  query: `${text} ${n}`,
  model: 'hostile',
  prompt: 'interpret@1',
  source: 'eval',
  output: n % 3 ? text : JSON.stringify({ intent: 'search', genres: ['Comedy'], movies: [text, `${text} 2`] }),
  latency_ms: n,
  ...(n % 5 ? {} : { error: text }),
})));

write('movies.csv', ['movieId,title,genres'].concat(STRINGS.map((text, n) => `${n},${quoted(`${text} (1999)`)},Comedy`)));

write('ratings.csv', ['userId,movieId,rating,timestamp'].concat(
  STRINGS.flatMap((_, user) => STRINGS.map((__, movie) =>
    `${user},${movie},${1 + (user * movie) % 5},${1700000000 + user * 1000 + movie}`))));

write('feedback.jsonl', STRINGS.map((text, n) => JSON.stringify({
  ts: '2026-11-20T03:00:00Z', user_id: text, movie_id: `${n}`, action: 'like', query: text,
})).concat(['{"ts": "<script>alert(1)</script>"}']));

write('config.ini', [
  '[run]',
  'tags = branch=<script>alert(1)</script>',
  'max_reject_share = 1',
  '[inputs]',
  'gold = gold.jsonl',
  'ratings = ratings.csv',
  'movies = movies.csv',
  'feedback = feedback.jsonl',
  'traces = recordings.jsonl',
  'recordings = recordings.jsonl',
  '[interpreter hostile]',
  'kind = replay',
  'model = hostile',
  '[interpreter sample-llm-a]',
  'kind = off',
  '[eval]',
  'min_tag_cases = 1',
  '[report]',
  'title = "><script>alert(1)</script> & \u05e9\u05dc\u05d5\u05dd',
]);
