/**
 * What the tests of a module left out, and why, printed when they are done.
 *
 * <p>A test that needs something that is not there (a folder beside the clone, a tool) is skipped through a JUnit
 * assumption, and a build full of skipped tests is as green as one that ran them. So every module's tests close with a
 * list of what was left out. {@code -Drequire=shared,verilator} names capabilities that must be there: a test skipped
 * for want of one of them then fails the build.
 *
 * <p>The tests need no class of this package. A skip belongs to a capability when its reason contains the capability's
 * word; {@code capabilities.properties} lists the words that are known, each with how to get the thing.
 */
@NullMarked
package dev.shingle.skipreport;

import org.jspecify.annotations.NullMarked;
