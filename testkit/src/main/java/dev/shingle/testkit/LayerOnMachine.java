package dev.shingle.testkit;

import dev.shingle.mapper.machine.Machine;
import dev.shingle.mapper.plan.Operation;

/** An operation and the machine that runs it. */
public record LayerOnMachine(Operation operation, Machine machine) {}
