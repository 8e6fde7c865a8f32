'use strict';

/*
 * One Chromium for all tests, and pages that write down whatever a report must not do: ask for
 * anything, complain on the console, break its policy, or run what the data says.
 */
const fs = require('node:fs');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { chromium } = require('playwright-core');
const axe = require('axe-core');

const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

function open() {
  return chromium.launch({ executablePath: process.env.CHROMIUM, args: ARGUMENTS });
}

/* The reports that run.sh made, by name: the folder, its summary and the address of its page. */
function reports() {
  const root = process.env.REPORTS;
  return fs.readdirSync(root).sort().map((name) => {
    const folder = path.join(root, name, 'latest');
    return {
      name,
      html: fs.readFileSync(path.join(folder, 'index.html'), 'utf8'),
      summary: JSON.parse(fs.readFileSync(path.join(folder, 'summary.json'), 'utf8')),
      url: pathToFileURL(fs.realpathSync(path.join(folder, 'index.html'))).href,
    };
  });
}

/* A page with `page.trouble`, a list that stays empty when all is well. */
async function visit(browser, url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const document = url.split('#')[0];
  page.trouble = [];
  page.on('request', (request) => {
    if (request.url() !== document && !request.url().startsWith('data:')) {
      page.trouble.push(`request: ${request.url()}`);
    }
  });
  page.on('console', (message) => page.trouble.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => page.trouble.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    page.trouble.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  await page.goto(url);
  return page;
}

/*
 * What axe finds, as "rule: selector" lines. It passes hidden text over, so details are opened;
 * of the cases, which are all alike, the first ones.
 */
async function accessibility(page) {
  await page.evaluate(() => {
    document.querySelectorAll('details').forEach((each) => { each.open = true; });
    document.querySelectorAll('.trace tbody').forEach((each, n) => { each.hidden = n >= 60; });
  });
  await page.evaluate(`${axe.source}; undefined`);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return found.violations.flatMap((rule) =>
    rule.nodes.slice(0, 5).map((node) => `${rule.id}: ${node.target.join(' ')}: ${node.failureSummary}`));
}

/* Kept for a look when SCREENSHOTS names a folder. */
async function screenshot(page, name) {
  const folder = process.env.SCREENSHOTS;
  if (folder) {
    fs.mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: false });
  }
}

module.exports = { open, reports, visit, accessibility, screenshot };
