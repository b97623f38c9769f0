package dev.shingle.sim.run;

import dev.shingle.mapper.plan.MemoryPlan;
import dev.shingle.mapper.plan.Step;
import dev.shingle.sim.units.OutputGrid;
import dev.shingle.sim.units.Region;

/** How much of a run is done, told to the observer now and then. Work counts in multiplications and about as costly things. */
final class Pace {

    private static final long WORK_BETWEEN_QUESTIONS = 1L << 22;
    /** What an element costs beside its multiplications. */
    private static final long WORK_PER_ELEMENT = 8;

    private final RunObserver observer;
    private final long work;
    private int step;
    private long workPerElement;
    private long done;
    private long nextQuestion = WORK_BETWEEN_QUESTIONS;

    Pace(MemoryPlan plan, RunObserver observer) {
        this.observer = observer;
        work = plan.steps().stream()
                .mapToLong(each -> elements(each) * workPerElement(each))
                .sum();
    }

    /** Ends a run in the middle, when the observer says so. */
    static final class Stopped extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    void beginStep(Step next) {
        ask(next.index());
        step = next.index();
        workPerElement = workPerElement(next);
    }

    /** Says that all steps are done. */
    void end(int steps) {
        ask(steps);
    }

    void computed(Region region) {
        done += region.elements() * workPerElement;
        if (done >= nextQuestion) {
            nextQuestion = done + WORK_BETWEEN_QUESTIONS;
            ask(step);
        }
    }

    private void ask(int ofStep) {
        if (!observer.proceed(ofStep, done, work)) {
            throw new Stopped();
        }
    }

    private static long elements(Step step) {
        OutputGrid grid = OutputGrid.of(step.operation());
        return (long) (step.outputRows().end() - step.outputRows().first()) * grid.columns() * grid.channels();
    }

    private static long workPerElement(Step step) {
        return WORK_PER_ELEMENT + MultiplyAdds.of(step) / elements(step);
    }
}
