package dev.shingle.sim.units;

import com.google.common.collect.ImmutableList;
import dev.shingle.networks.Shape;

/** Reads of an operator that only moves data: element by element, the one that is copied there. */
final class CopyReads implements UnitReads {

    private final CopySource source;
    private final ImmutableList<WordRuns> operands;
    private final Shape result;
    private final int[] index;

    CopyReads(CopySource source, ImmutableList<WordRuns> operands, Shape result) {
        this.source = source;
        this.operands = operands;
        this.result = result;
        index = new int[Math.max(1, result.rank())];
    }

    @Override
    public void read(Region unit) {
        for (int row = unit.firstRow; row < unit.endRow; row++) {
            for (int column = unit.firstColumn; column < unit.endColumn; column++) {
                ElementIndex.ofPixel((long) row * result.width() + column, result, index);
                for (int channel = unit.firstChannel; channel < unit.endChannel; channel++) {
                    index[index.length - 1] = channel;
                    readSource();
                }
            }
        }
        operands.forEach(WordRuns::flush);
    }

    private void readSource() {
        long element = source.element(index);
        if (element != CopySource.NONE) {
            operands.get(source.operand(index)).elements(element, element + 1);
        }
    }
}
