package dev.shingle.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Have the shell finish words. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "Print a script that lets a shell complete commands, options and their values.",
        footer = {
            "",
            "It completes the command name shingle; ./shingle, too, in bash.",
            "",
            "Examples:",
            "  shingle completion bash > ~/.local/share/bash-completion/completions/shingle",
            "  shingle completion zsh > ~/.shingle-completion.zsh"
        })
final class CompletionCommand implements Callable<Integer> {

    /** Shells that there is a script for. */
    enum Shell {
        BASH,
        ZSH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Console console;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "SHELL",
            defaultValue = "bash",
            description = "${COMPLETION-CANDIDATES}: one script does for both. Default: ${DEFAULT-VALUE}.")
    private Shell shell = Shell.BASH;

    CompletionCommand(Console console) {
        this.console = console;
    }

    /** The script notices which shell reads it: in zsh it loads what imitates bash's completion first. */
    @Override
    public Integer call() {
        String script = AutoComplete.bash("shingle", Main.commandLine(console));
        if (shell == Shell.ZSH) {
            console.out().println("autoload -Uz compinit bashcompinit && compinit && bashcompinit");
        }
        console.out().print(script);
        return ExitCode.OK;
    }
}
