// SPDX-License-Identifier: GPL-3.0-or-later
// The hands of scenarios.mjs by npm's selenium-webdriver.
import { createRequire } from "node:module";

const { Builder, By } = createRequire(`${process.env.ROOST_NPM}/package.json`)("selenium-webdriver");

export default async function make(url) {
  const driver = await new Builder().usingServer(url).withCapabilities({ browserName: "roost" }).build();
  await driver.manage().setTimeouts({ implicit: 5000 });
  const find = (css) => driver.findElement(By.css(css));
  return {
    click: async (css) => (await find(css)).click(),
    fill: async (css, text) => {
      const element = await find(css);
      await element.clear();
      if (text) await element.sendKeys(text);
    },
    type: async (css, text) => (await find(css)).sendKeys(text),
    text: async (css) => (await find(css)).getText(),
    name: async (css) => (await find(css)).getDomAttribute("name"),
    value: async (css) => (await (await find(css)).getAttribute("value")) ?? "",
    attribute: async (css, name) => (await find(css)).getAttribute(name),
    isDisplayed: async (css) => (await find(css)).isDisplayed(),
    isEnabled: async (css) => (await find(css)).isEnabled(),
    count: async (css) => {
      await driver.manage().setTimeouts({ implicit: 0 });
      const found = await driver.findElements(By.css(css));
      await driver.manage().setTimeouts({ implicit: 5000 });
      return found.length;
    },
    screenshot: () => driver.takeScreenshot(),
    source: () => driver.getPageSource(),
    end: () => driver.quit(),
  };
}
