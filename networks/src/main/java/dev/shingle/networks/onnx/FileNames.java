package dev.shingle.networks.onnx;

import dev.shingle.networks.format.TensorNames;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What people see in place of the file's names: the same, unless they would do harm on a terminal or clash. */
final class FileNames {

    private final TensorNames names;
    private final Map<String, Integer> indices = new HashMap<>();
    private final Map<String, Integer> uses = new HashMap<>();
    private final Set<String> constants = new HashSet<>();

    FileNames(Collection<String> all) {
        for (String name : all) {
            indices.putIfAbsent(name, indices.size());
        }
        String[] inOrder = new String[indices.size()];
        indices.forEach((name, index) -> inOrder[index] = name);
        names = new TensorNames(inOrder);
    }

    String shown(String name) {
        Integer index = indices.get(name);
        return index == null ? TensorNames.printable(name) : names.of(index);
    }

    /** For tensors that the file does not have. */
    String unique(String wish) {
        int before = uses.merge(wish, 1, Integer::sum) - 1;
        return names.unique(before == 0 ? wish : wish + before);
    }

    /** The name of a constant; each further form of the same tensor gets one of its own. */
    String constant(String name) {
        return constants.add(name) ? name : unique(name + "/reordered");
    }
}
