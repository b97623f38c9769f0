package dev.shingle.networks.tflite;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;

/** The format's numbers for operators and types, by name. */
final class BuiltinOperators {

    static final String CUSTOM = "CUSTOM";

    private static final ImmutableList<String> NAMES = names("""
            ADD AVERAGE_POOL_2D CONCATENATION CONV_2D DEPTHWISE_CONV_2D DEPTH_TO_SPACE DEQUANTIZE EMBEDDING_LOOKUP
            FLOOR FULLY_CONNECTED HASHTABLE_LOOKUP L2_NORMALIZATION L2_POOL_2D LOCAL_RESPONSE_NORMALIZATION LOGISTIC
            LSH_PROJECTION LSTM MAX_POOL_2D MUL RELU RELU_N1_TO_1 RELU6 RESHAPE RESIZE_BILINEAR RNN SOFTMAX
            SPACE_TO_DEPTH SVDF TANH CONCAT_EMBEDDINGS SKIP_GRAM CALL CUSTOM EMBEDDING_LOOKUP_SPARSE PAD
            UNIDIRECTIONAL_SEQUENCE_RNN GATHER BATCH_TO_SPACE_ND SPACE_TO_BATCH_ND TRANSPOSE MEAN SUB DIV SQUEEZE
            UNIDIRECTIONAL_SEQUENCE_LSTM STRIDED_SLICE BIDIRECTIONAL_SEQUENCE_RNN EXP TOPK_V2 SPLIT LOG_SOFTMAX
            DELEGATE BIDIRECTIONAL_SEQUENCE_LSTM CAST PRELU MAXIMUM ARG_MAX MINIMUM LESS NEG PADV2 GREATER
            GREATER_EQUAL LESS_EQUAL SELECT SLICE SIN TRANSPOSE_CONV SPARSE_TO_DENSE TILE EXPAND_DIMS EQUAL NOT_EQUAL
            LOG SUM SQRT RSQRT SHAPE POW ARG_MIN FAKE_QUANT REDUCE_PROD REDUCE_MAX PACK LOGICAL_OR ONE_HOT LOGICAL_AND
            LOGICAL_NOT UNPACK REDUCE_MIN FLOOR_DIV REDUCE_ANY SQUARE ZEROS_LIKE FILL FLOOR_MOD RANGE
            RESIZE_NEAREST_NEIGHBOR LEAKY_RELU SQUARED_DIFFERENCE MIRROR_PAD ABS SPLIT_V UNIQUE CEIL REVERSE_V2 ADD_N
            GATHER_ND COS WHERE RANK ELU REVERSE_SEQUENCE MATRIX_DIAG QUANTIZE MATRIX_SET_DIAG ROUND HARD_SWISH IF
            WHILE NON_MAX_SUPPRESSION_V4 NON_MAX_SUPPRESSION_V5 SCATTER_ND SELECT_V2 DENSIFY SEGMENT_SUM BATCH_MATMUL
            PLACEHOLDER_FOR_GREATER_OP_CODES CUMSUM CALL_ONCE BROADCAST_TO RFFT2D CONV_3D IMAG REAL COMPLEX_ABS
            HASHTABLE HASHTABLE_FIND HASHTABLE_IMPORT HASHTABLE_SIZE REDUCE_ALL CONV_3D_TRANSPOSE VAR_HANDLE
            READ_VARIABLE ASSIGN_VARIABLE BROADCAST_ARGS RANDOM_STANDARD_NORMAL BUCKETIZE RANDOM_UNIFORM MULTINOMIAL
            GELU DYNAMIC_UPDATE_SLICE RELU_0_TO_1 UNSORTED_SEGMENT_PROD UNSORTED_SEGMENT_MAX UNSORTED_SEGMENT_SUM
            ATAN2 UNSORTED_SEGMENT_MIN SIGN BITCAST BITWISE_XOR RIGHT_SHIFT""");

    private static final ImmutableList<String> TYPES = names("""
            FLOAT32 FLOAT16 INT32 UINT8 INT64 STRING BOOL INT16 COMPLEX64 INT8 FLOAT64 COMPLEX128 UINT64 RESOURCE
            VARIANT UINT32 UINT16 INT4 BFLOAT16""");

    private static final String STATE = "an operator that keeps state between runs";
    private static final String CONTROL = "control flow";

    /** Operators that no static order of layers can stand for, with the reason. */
    private static final ImmutableMap<String, String> REFUSED = ImmutableMap.<String, String>builder()
            .put("LSTM", STATE)
            .put("UNIDIRECTIONAL_SEQUENCE_LSTM", STATE)
            .put("BIDIRECTIONAL_SEQUENCE_LSTM", STATE)
            .put("RNN", STATE)
            .put("UNIDIRECTIONAL_SEQUENCE_RNN", STATE)
            .put("BIDIRECTIONAL_SEQUENCE_RNN", STATE)
            .put("SVDF", STATE)
            .put("VAR_HANDLE", STATE)
            .put("READ_VARIABLE", STATE)
            .put("ASSIGN_VARIABLE", STATE)
            .put("HASHTABLE", STATE)
            .put("HASHTABLE_FIND", STATE)
            .put("HASHTABLE_IMPORT", STATE)
            .put("HASHTABLE_SIZE", STATE)
            .put("HASHTABLE_LOOKUP", STATE)
            .put("CALL", CONTROL)
            .put("CALL_ONCE", CONTROL)
            .put("IF", CONTROL)
            .put("WHILE", CONTROL)
            .put("DELEGATE", "a part of the network that was handed to another runtime")
            .buildOrThrow();

    private BuiltinOperators() {}

    /** Numbers that came after this list was made are named by themselves. */
    static String name(int code) {
        return code < NAMES.size() ? NAMES.get(code) : "BUILTIN_" + code;
    }

    static String typeName(int type) {
        return type >= 0 && type < TYPES.size() ? TYPES.get(type) : "number " + type;
    }

    static Optional<String> reasonToRefuse(String name) {
        return Optional.ofNullable(REFUSED.get(name));
    }

    private static ImmutableList<String> names(String text) {
        return ImmutableList.copyOf(text.split("\\s+", -1));
    }
}
