package dev.shingle.cli.sweep;

import java.util.Locale;

/** A script that runs a sweep as a job array: one task for each shard, each with a journal of its own. */
public final class JobScript {

    /** What hands out the tasks. */
    public enum Scheduler {
        SLURM,
        LSF
    }

    private static final int MEGABYTES = 1536;

    private final Scheduler scheduler;
    private final String spec;
    private final String result;
    private final int shards;

    /**
     * A script.
     *
     * @param spec the sweep's file, as the tasks find it
     * @param result the table that the shards are merged into
     */
    public JobScript(Scheduler scheduler, String spec, String result, int shards) {
        this.scheduler = scheduler;
        this.spec = spec;
        this.result = result;
        this.shards = shards;
    }

    /** The script as text. */
    public String text() {
        return "#!/bin/sh\n"
                + (scheduler == Scheduler.SLURM ? slurm() : lsf())
                + """
                #
                # Task k computes shard k of %2$d. A task that is killed and started again goes on where it was.
                # SHINGLE names the program if it is not on the PATH.
                set -u
                program=${SHINGLE:-shingle}
                spec=%3$s
                part=%4$s-$%1$s-of-%2$d.csv
                exec "$program" sweep "$spec" --shard "$%1$s/%2$d" --threads "${%5$s:-1}" -o "$part"
                """.formatted(task(), shards, quoted(spec), quoted(withoutEnding(result)), processors());
    }

    private String task() {
        return scheduler == Scheduler.SLURM ? "SLURM_ARRAY_TASK_ID" : "LSB_JOBINDEX";
    }

    private String processors() {
        return scheduler == Scheduler.SLURM ? "SLURM_CPUS_PER_TASK" : "LSB_DJOB_NUMPROC";
    }

    private String merge() {
        StringBuilder names = new StringBuilder();
        for (int i = 1; i <= shards; i++) {
            names.append(' ').append(quoted(withoutEnding(result) + "-" + i + "-of-" + shards + ".csv"));
        }
        return "%s sweep merge%s -o %s".formatted("\"${SHINGLE:-shingle}\"", names, quoted(result));
    }

    private String slurm() {
        return """
                #SBATCH --job-name=shingle-sweep
                #SBATCH --array=1-%d
                #SBATCH --ntasks=1
                #SBATCH --cpus-per-task=1
                #SBATCH --mem=%dM
                #SBATCH --requeue
                #SBATCH --open-mode=append
                #
                # Submit it with:  sbatch FILE
                # Then merge:      %s
                """.formatted(shards, MEGABYTES, merge());
    }

    private String lsf() {
        return String.format(Locale.ROOT, """
                #BSUB -J "shingle-sweep[1-%d]"
                #BSUB -n 1
                #BSUB -R "rusage[mem=%d]"
                #BSUB -r
                #BSUB -o shingle-sweep-%%J-%%I.log
                #
                # Submit it with:  bsub < FILE
                # Then merge:      %s
                """, shards, MEGABYTES, merge());
    }

    private static String withoutEnding(String file) {
        return file.endsWith(".csv") ? file.substring(0, file.length() - ".csv".length()) : file;
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
