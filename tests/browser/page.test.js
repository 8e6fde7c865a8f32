'use strict';

const assert = require('node:assert/strict');
const { after, before, describe, it } = require('node:test');
const { accessibility, open, reports, screenshot, visit } = require('./browser.js');

const JENKINS_POLICY = "sandbox; default-src 'none'; img-src 'self'; style-src 'self';";

let browser;
before(async () => { browser = await open(); });
after(async () => { await browser.close(); });

/* Opens a report, lets `look` at it, and asserts that it did nothing it must not. */
async function looked(report, options, look, hash = '') {
  const page = await visit(browser, report.url + hash, options);
  try {
    await look(page);
    assert.deepEqual(page.trouble, []);
  } finally {
    await page.context().close();
  }
}

function visibleCases(page) {
  return page.locator('.trace tbody:visible').count();
}

for (const report of reports()) {
  const rows = report.summary.cases.rows.slice(0, report.summary.cases.shown);

  describe(`the ${report.name} report`, () => {
    for (const colorScheme of ['light', 'dark']) {
      it(`passes axe in ${colorScheme}`, async () => {
        await looked(report, { colorScheme }, async (page) => {
          await screenshot(page, `${report.name}-${colorScheme}`);
          assert.deepEqual(await accessibility(page), []);
        });
      });
    }

    it('passes axe in print', async () => {
      await looked(report, {}, async (page) => {
        await page.emulateMedia({ media: 'print' });
        assert.deepEqual(await accessibility(page), []);
      });
    });

    it('passes axe in forced colours', async () => {
      await looked(report, { forcedColors: 'active' }, async (page) => {
        await screenshot(page, `${report.name}-forced`);
        assert.deepEqual(await accessibility(page), []);
      });
    });

    for (const width of [320, 360, 640, 1280]) {
      it(`needs no sideways scrolling at ${width} pixels`, async () => {
        await looked(report, { viewport: { width, height: 740 } }, async (page) => {
          await screenshot(page, `${report.name}-${width}`);
          assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= width);
        });
      });
    }

    it('shows every case without scripts, and no filter', async () => {
      await looked(report, { javaScriptEnabled: false }, async (page) => {
        assert.equal(await visibleCases(page), rows.length);
        assert.equal(await page.locator('form').isVisible(), false);
        const queries = await page.locator('.trace q').allTextContents();
        const shown = rows.map((row) => row.query.replace(/[\t\n\r\v\f]/g, ' '));
        assert.deepEqual(queries, shown);
      });
    });

    it('is readable under the policy that Jenkins serves it with', async () => {
      const address = 'http://jenkins.example/report/index.html';
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.route('**', (route) => route.fulfill({
        body: report.html,
        contentType: 'text/html; charset=utf-8',
        headers: { 'Content-Security-Policy': JENKINS_POLICY },
      }));
      await page.goto(address);
      assert.equal(await page.locator('.verdict h2').isVisible(), true);
      assert.equal(await visibleCases(page), rows.length);
      await screenshot(page, `${report.name}-jenkins`);
      await context.close();
    });

    it('runs nothing from the data', async () => {
      await looked(report, {}, async (page) => {
        const counts = await page.evaluate(() => ({
          scripts: document.scripts.length,
          styles: document.querySelectorAll('style').length,
          foreign: document.querySelectorAll('img, iframe, object, embed, base, meta[http-equiv=refresh]').length,
          handlers: Array.from(document.querySelectorAll('*'))
            .filter((each) => Array.from(each.attributes).some((a) => /^(on|style$)/i.test(a.name))).length,
        }));
        assert.deepEqual(counts, { scripts: 1, styles: 1, foreign: 0, handlers: 0 });
      });
    });

    it('gives every element an id of its own', async () => {
      await looked(report, {}, async (page) => {
        const ids = await page.evaluate(() => Array.from(document.querySelectorAll('[id]'), (each) => each.id));
        assert.equal(new Set(ids).size, ids.length);
      });
    });

    it('has a target for every link in it', async () => {
      await looked(report, {}, async (page) => {
        const lost = await page.evaluate(() => Array.from(document.querySelectorAll('a[href]'))
          .map((link) => link.getAttribute('href'))
          .filter((href) => !href.startsWith('#') || !document.getElementById(decodeURIComponent(href.slice(1)))));
        assert.deepEqual(lost, []);
      });
    });

    it('filters by text and says how many are left', async () => {
      await looked(report, {}, async (page) => {
        await page.locator('input[name=q]').fill(rows[0].id);
        assert.ok(await visibleCases(page) >= 1);
        assert.ok(await page.locator(`[id="${rows[0].anchor}"]`).isVisible());
        await page.locator('input[name=q]').fill('no case says this');
        assert.equal(await visibleCases(page), 0);
        assert.equal(await page.locator('output').textContent(), `0 of ${rows.length} cases`);
        await page.locator('button[type=reset]').click();
        await page.waitForFunction((all) => document.querySelector('output').textContent.startsWith(all), `${rows.length} of`);
        assert.equal(await visibleCases(page), rows.length);
      });
    });

    it('filters by result, slot, tag and flip of the chosen interpreter', async () => {
      await looked(report, {}, async (page) => {
        for (const [index, interpreter] of report.summary.interpreters.entries()) {
          await page.locator('select[name=by]').selectOption(interpreter.name);
          const readings = rows.map((row) => row.readings[index]);
          const wrong = readings.filter((r) => r.status === 'ok' && r.pass === false).length;
          await page.locator('select[name=status]').selectOption('wrong');
          assert.equal(await visibleCases(page), wrong);
          await page.locator('select[name=status]').selectOption('right');
          assert.equal(await visibleCases(page), readings.filter((r) => r.pass).length);
          await page.locator('select[name=status]').selectOption('');
          await page.locator('select[name=slot]').selectOption('genres');
          assert.equal(await visibleCases(page), readings.filter((r) => r.wrong.includes('genres')).length);
          await page.locator('select[name=slot]').selectOption('');
        }
        const tag = rows[0].tags[0];
        await page.locator('select[name=tag]').selectOption({ label: tag });
        assert.equal(await visibleCases(page), rows.filter((row) => row.tags.includes(tag)).length);
        await page.locator('select[name=tag]').selectOption('');
        await page.locator('select[name=flip]').selectOption('broken');
        assert.equal(await visibleCases(page), rows.filter((row) => row.flip === 'broken').length);
      });
    });

    it('keeps the filter in the address, so that a link shows the same', async () => {
      let hash;
      let count;
      await looked(report, {}, async (page) => {
        await page.locator('select[name=status]').selectOption('wrong');
        await page.locator('input[name=q]').fill('a');
        count = await visibleCases(page);
        hash = await page.evaluate(() => location.hash);
        assert.match(hash, /^#trace\?.*status=wrong/);
      });
      await looked(report, {}, async (page) => {
        assert.equal(await visibleCases(page), count);
        assert.equal(await page.locator('input[name=q]').inputValue(), 'a');
        assert.equal(await page.locator('select[name=status]').inputValue(), 'wrong');
      }, hash);
    });

    it('opens the case that a link names', async () => {
      const row = rows[rows.length - 1];
      await looked(report, {}, async (page) => {
        const target = page.locator(`[id="${row.anchor}"]`);
        assert.equal(await target.locator('details').getAttribute('open'), '');
        await page.waitForFunction((id) => {
          const box = document.getElementById(id).getBoundingClientRect();
          return box.top >= 0 && box.top < innerHeight;
        }, row.anchor);
      }, `#${row.anchor}`);
    });

    it('shows a case that the filter hides when a link names it', async () => {
      const row = rows[rows.length - 1];
      await looked(report, {}, async (page) => {
        await page.locator('input[name=q]').fill('no case says this');
        await page.evaluate((id) => { location.hash = id; }, row.anchor);
        await page.waitForFunction((id) => !document.getElementById(id).hidden, row.anchor);
        assert.equal(await page.locator('input[name=q]').inputValue(), '');
      });
    });

    it('is used with the keyboard alone', async () => {
      await looked(report, {}, async (page) => {
        await page.keyboard.press('Tab');
        assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
        const details = page.locator('.trace details').first();
        await details.locator('summary').focus();
        await page.keyboard.press('Enter');
        assert.equal(await details.getAttribute('open'), '');
      });
    });

    it('says which model should serve, and calls better only what a corrected test does', async () => {
      const { serving, comparisons } = report.summary.scoring;
      await looked(report, { javaScriptEnabled: false }, async (page) => {
        for (const { sentence } of serving) {
          assert.ok(await page.locator('#recommender p', { hasText: sentence }).isVisible());
        }
        const verdicts = await page.locator('table:has(#leads) td:last-child').allTextContents();
        assert.deepEqual(verdicts, comparisons.map((pair) => (
          pair.p_corrected !== null && pair.p_corrected < 0.05 ? `${pair[pair.verdict]} is better`
            : pair.difference === 0 ? 'the same' : 'may be chance')));
      });
    });

    it('unfolds the definition of every measure of the models without scripts', async () => {
      const formulas = new Set(report.summary.definitions.map((each) => each.formula));
      await looked(report, { javaScriptEnabled: false }, async (page) => {
        const measures = await page.locator('#recommender .measure:visible details').all();
        assert.notEqual(measures.length, 0);
        for (const measure of measures) {
          const name = await measure.locator('summary').textContent();
          const hidden = (await measure.boundingBox()).height;
          await measure.locator('summary').click();
          assert.ok((await measure.boundingBox()).height > hidden, `${name} does not unfold`);
          assert.ok(formulas.has((await measure.textContent()).slice(name.length)), `${name} is undefined`);
        }
      });
    });

    it('draws calibration, slices and the hybrid where the summary has them', async () => {
      const { scoring, hybrid } = report.summary;
      const curves = hybrid.curves.filter((curve) => curve.figures);
      await looked(report, {}, async (page) => {
        assert.equal(await page.locator('#chart-calibration').count(), scoring.calibrations.length === 0 ? 0 : 1);
        assert.equal(await page.locator('svg[id^=chart-lead-]').count(),
          new Set(scoring.comparisons.map((pair) => pair.metric)).size);
        for (const curve of curves) {
          assert.ok(await page.locator(`#chart-hybrid-${curve.source}`).isVisible());
          assert.ok(await page.locator('#recommender p', { hasText: curve.figures.sentence }).isVisible());
        }
        for (const film of scoring.worst_films) {
          const shown = film.title ?? film.id;
          assert.ok((await page.locator('table:has(#worst_films)').textContent())
            .includes(shown.replace(/[\t\n\r\v\f]/g, ' ')), shown);
        }
      });
    });

    it('keeps style and script small', () => {
      const style = report.html.match(/<style>([^]*?)<\/style>/)[1];
      const script = report.html.match(/<script>([^]*?)<\/script>/)[1];
      assert.ok(Buffer.byteLength(style) <= 25000);
      assert.ok(Buffer.byteLength(script) <= 15000);
    });
  });
}
