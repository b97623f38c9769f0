package dev.shingle.conformance.browser;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.io.Resources;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A Chromium without a window. It and its driver are Debian's; nothing is looked for or fetched elsewhere. */
final class Chromium implements AutoCloseable {

    private static final int MOST_PICTURES = 5;

    private final ChromeDriver driver;

    private Chromium(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Skips the test where there is none. */
    static void assume() {
        assumeTrue(installed("chromium").isPresent(), "chromium: chromium is not installed");
        assumeTrue(installed("chromedriver").isPresent(), "chromium: chromedriver is not installed");
    }

    private static Optional<File> installed(String program) {
        for (String directory : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(directory, program))) {
                return Optional.of(new File(directory, program));
            }
        }
        return Optional.empty();
    }

    static Chromium start() {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(installed("chromium").orElseThrow());
        // Root may not use the sandbox, and a container's shared memory is small.
        options.addArguments(
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars");
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(installed("chromedriver").orElseThrow())
                .build();
        return new Chromium(new ChromeDriver(service, options));
    }

    /** Opens a file as a reader with that screen would. */
    void open(Path page, Screen screen) {
        turn(screen);
        driver.get(page.toUri().toString());
        awaitPaint();
    }

    /** Changes the screen under the open page, and waits until it was painted. */
    void turn(Screen screen) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                ImmutableMap.of(
                        "width", screen.width(), "height", screen.height(), "deviceScaleFactor", 1, "mobile", false));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                ImmutableMap.of(
                        "features",
                        ImmutableList.of(ImmutableMap.of("name", "prefers-color-scheme", "value", screen.scheme()))));
        awaitPaint();
    }

    private void awaitPaint() {
        driver.executeAsyncScript(
                "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()));");
    }

    /** What the page's console has said since the last time. */
    ImmutableList<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::toString)
                .collect(toImmutableList());
    }

    /** What was asked of a network since the last time; the page's own file is not counted. */
    ImmutableList<String> requests() {
        return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> message.contains("\"Network.requestWillBeSent\""))
                .filter(message -> !message.contains("\"url\":\"file:///") && !message.contains("\"url\":\"data:,"))
                .collect(toImmutableList());
    }

    /** The value of an expression. */
    Object evaluate(String expression) {
        return String.valueOf(driver.executeScript("return " + expression));
    }

    /** What the function in a file of this folder returns. */
    Object probe(String file) {
        try {
            String script =
                    Resources.toString(Resources.getResource(Chromium.class, file + ".js"), StandardCharsets.UTF_8);
            Object result = driver.executeScript(script);
            return result == null ? "nothing" : result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void moveTo(int x, int y) {
        new Actions(driver).moveToLocation(x, y).perform();
    }

    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    void click(String selector) {
        driver.findElement(By.cssSelector(selector)).click();
    }

    void keepPicture(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, picture());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Chromium may be changing processes after a page was opened, and then gives no picture ("aborted by navigation"). */
    private byte[] picture() {
        for (int i = 0; i < MOST_PICTURES; i++) {
            try {
                return driver.getScreenshotAs(OutputType.BYTES);
            } catch (TimeoutException e) {
                awaitPaint();
            }
        }
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
