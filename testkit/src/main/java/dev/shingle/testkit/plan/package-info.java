/**
 * For teams with a mapper of their own: hand in offsets, get a verdict from two judges that know nothing of each other.
 *
 * <pre>{@code
 *   @Property
 *   void ourMapperIsSafe(@ForAll Network network) {
 *       Schedule schedule = Schedule.of(network, OUR_MACHINE);
 *       assertThatPlacement(schedule, OurMapper.offsets(schedule)).isSafe();
 *   }
 * }</pre>
 */
@NullMarked
package dev.shingle.testkit.plan;

import org.jspecify.annotations.NullMarked;
