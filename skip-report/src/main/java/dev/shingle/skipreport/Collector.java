package dev.shingle.skipreport;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Hands disabled tests and failed assumptions to the report; a whole class counts as one. */
final class Collector implements TestExecutionListener {

    private final SkipReport report;

    Collector(SkipReport report) {
        this.report = report;
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        report.leftOut(name(test), reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == Status.ABORTED) {
            report.leftOut(
                    name(test), result.getThrowable().map(Throwable::getMessage).orElse("no reason given"));
        }
    }

    private static String name(TestIdentifier test) {
        return test.getSource()
                .map(source -> {
                    if (source instanceof MethodSource method) {
                        return simpleName(method.getClassName()) + " > " + test.getDisplayName();
                    }
                    return source instanceof ClassSource type ? simpleName(type.getClassName()) : test.getDisplayName();
                })
                .orElse(test.getDisplayName());
    }

    private static String simpleName(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
