package dev.shingle.mapper.order;

/**
 * A task run from a state.
 *
 * @param task the task
 * @param done what is executed then
 * @param needWords what it needs
 * @param growthWords by how much what is live grows; negative if it shrinks
 */
record Move(int task, TaskSet done, long needWords, long growthWords) {}
