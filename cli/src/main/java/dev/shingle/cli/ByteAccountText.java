package dev.shingle.cli;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.shingle.api.ByteAccount;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.Locale;

/** Which way of counting gives a number? */
final class ByteAccountText {

    private final ImmutableList<ByteAccount> accounts;
    private final PrintWriter out;

    ByteAccountText(ImmutableList<ByteAccount> accounts, PrintWriter out) {
        this.accounts = accounts;
        this.out = out;
    }

    void print(long bytes) {
        TextTable table = new TextTable("what is counted", ">bytes", "", "why that is another number");
        accounts.forEach(account -> table.row(
                account.counts(),
                number(account.bytes()),
                account.bytes() == bytes ? "<- yours" : "",
                account.reason()));
        table.print(out);
        out.println();
        out.println(verdict(bytes));
        out.println("In none of them, unless named: weights and biases, kernels' scratch memory, code, stack.");
    }

    private String verdict(long bytes) {
        ImmutableList<ByteAccount> matches =
                accounts.stream().filter(account -> account.bytes() == bytes).collect(toImmutableList());
        if (!matches.isEmpty()) {
            ByteAccount first = matches.get(0);
            return ByteSize.describe(bytes) + " is: " + first.counts()
                    + (first.reason().isEmpty() ? "." : "; " + first.reason() + ".");
        }
        ByteAccount nearest = accounts.stream()
                .min(Comparator.comparingLong(account -> Math.abs(account.bytes() - bytes)))
                .orElseThrow();
        return String.format(
                Locale.ROOT,
                "%s is none of these; the nearest is: %s (%+,d B). Other input size, element type or graph?",
                ByteSize.describe(bytes),
                nearest.counts(),
                bytes - nearest.bytes());
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
