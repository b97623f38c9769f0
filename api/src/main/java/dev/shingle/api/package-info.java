/**
 * The library's front door: load a network, size it, map it, verify a plan, run it, explain a layer. One call each, all of
 * them in {@link dev.shingle.api.Shingle}; nothing is printed; no plan is handed out that has not passed the static checker
 * and the replay.
 *
 * <p>A worked example, from a network to addresses. A test compiles and runs it as it stands here.
 *
 * <pre>{@code
 * // A file (.tflite, .onnx, .json) or a network of the zoo; on a machine that writes whole pixels.
 * Model model = Shingle.load("camera-face");
 * Machine machine = Machines.preset("byte-pixel").orElseThrow();
 *
 * // How much SRAM do the activations need, and how much without overlap?
 * Sizing sizing = Shingle.size(model, machine);
 * check(sizing.plannedPeakBytes() == 76_800 && sizing.optimal());
 * check(sizing.disjointLowerBoundBytes() == 115_200);
 *
 * // Where does every buffer lie? That it does not fit is an answer, not an exception.
 * Machine small = machine.withCapacityBytes(OptionalLong.of(64 * 1024));
 * check(Shingle.map(model, small, PlanningOptions.defaults()) instanceof MappingResult.Infeasible);
 * MappingResult result = Shingle.map(model, machine, PlanningOptions.defaults());
 * MemoryPlan plan = ((MappingResult.Mapped) result).plan().plan();
 * for (Placement placement : plan.placements()) {
 *     String name = placement.buffer().name();
 *     AddressRange bytes = placement.addresses(machine.layout());
 *     print(name + " at byte " + bytes.startBytes() + " to " + bytes.endBytes());
 * }
 *
 * // Is a plan safe, whoever made it?
 * Verification verification = Shingle.verify(model.network(), plan);
 * check(verification.isSafe());
 *
 * // Why may layer 2 write so close to what it reads? By formula, and word by word.
 * check(Shingle.explain(model, machine, 2).isConfirmed());
 *
 * // What would a machine cost that writes 8 channels at a time? The rules come with the numbers.
 * Machine lanes = Machines.preset("lane8-group").orElseThrow();
 * PlanComparison comparison = Shingle.compare(model, machine, lanes, ScheduleOptions.defaults());
 * check(comparison.b().peakBytes() - comparison.a().peakBytes() == 24);
 * }</pre>
 *
 * <p>What the words mean: {@code docs/architecture.md}, nouns. What is claimed: {@code docs/model.md}, with the equations that
 * comments cite.
 */
@NullMarked
package dev.shingle.api;

import org.jspecify.annotations.NullMarked;
