/**
 * Foreign runtimes as oracles. Each runs in a child process, because native code that meets a file it did not expect may take
 * its process down with it; a crash or a hang is an {@link dev.shingle.conformance.runtimes.Answer}, not the end of the tests.
 */
@NullMarked
package dev.shingle.conformance.runtimes;

import org.jspecify.annotations.NullMarked;
