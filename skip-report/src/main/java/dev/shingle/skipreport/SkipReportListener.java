package dev.shingle.skipreport;

import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Hears of every skipped test of a launcher session and reports when the session ends.
 *
 * <p>A test execution listener may not fail a run: the platform logs what it throws and goes on. What a session
 * listener throws at the end reaches the build tool, so this is where a required capability that was missing turns into
 * a failed build.
 */
public final class SkipReportListener implements LauncherSessionListener {

    private @Nullable SkipReport report;

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        report = new SkipReport(Capabilities.known(), System.getProperty("require", ""));
        session.getLauncher().registerTestExecutionListeners(new Collector(report));
    }

    @Override
    @SuppressWarnings("SystemOut") // a report for the console of the build
    public void launcherSessionClosed(LauncherSession session) {
        if (report == null) {
            return; // opening failed, and has said why
        }
        report.lines().forEach(System.out::println);
        report.failure().ifPresent(failure -> {
            throw new AssertionError(failure);
        });
    }
}
