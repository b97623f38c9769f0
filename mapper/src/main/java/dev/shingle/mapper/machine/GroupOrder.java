package dev.shingle.mapper.machine;

/** Order of the channel groups inside one pixel while a layer runs in reverse; forward they always ascend. */
public enum GroupOrder {
    ASCENDING,
    DESCENDING
}
