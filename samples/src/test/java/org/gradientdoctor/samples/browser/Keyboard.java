package org.gradientdoctor.samples.browser;

import java.util.HashSet;
import java.util.Set;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** A reader without a mouse. */
final class Keyboard {
    private final Chromium browser;
    private final Set<WebElement> reached = new HashSet<>();

    Keyboard(Chromium browser) {
        this.browser = browser;
    }

    /** Goes on to the next place, and answers its text. */
    String tab() {
        press(Keys.TAB);
        reached.add(browser.driver.switchTo().activeElement());
        return place();
    }

    void press(CharSequence key) {
        new Actions(browser.driver).sendKeys(key).perform();
    }

    String place() {
        return String.valueOf(browser.run("return document.activeElement.textContent.trim().slice(0, 60)"));
    }

    /** Whether one can see where it is. */
    boolean isMarked() {
        return Boolean.TRUE.equals(
                browser.run("return getComputedStyle(document.activeElement).outlineStyle !== 'none'"));
    }

    /** Places reached up to now. */
    long reached() {
        return reached.size();
    }
}
