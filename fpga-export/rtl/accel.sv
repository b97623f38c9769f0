// The engine without its memories: address generators, multipliers, requantisation.
module accel #(
    parameter int P = 8,
    parameter int ADDRESS_BITS = 16,
    parameter int WEIGHT_WORD_BITS = 13,
    parameter int PARAM_BITS = 12,
    parameter int LAYER_BITS = 6,
    parameter int COORD_BITS = 12,
    parameter bit CIRCULAR = 0,
    parameter bit SINGLE_PORT = 0,
    parameter bit SINGLE_ROUNDING = 0
) (
    input  logic                        clk,
    input  logic                        rst,
    input  logic                        start,
    output logic                        busy,
    input  logic [ADDRESS_BITS:0]       modulus,
    // scratchpad
    output logic                        read,
    output logic [ADDRESS_BITS-1:0]     read_address,
    input  logic [8*P-1:0]              read_data,
    output logic                        write,
    output logic [ADDRESS_BITS-1:0]     write_address,
    output logic [8*P-1:0]              write_data,
    // read-only memories
    output logic [LAYER_BITS+4:0]       descriptor_address,
    input  logic [31:0]                 descriptor_data,
    output logic [WEIGHT_WORD_BITS-1:0] weight_address,
    input  logic [8*P*P-1:0]            weight_data,
    output logic [PARAM_BITS-1:0]       param_address,
    input  logic [31:0]                 bias_data,
    input  logic [39:0]                 requant_data,
    // measurements and monitors
    output logic                        layer_done,
    output logic [LAYER_BITS-1:0]       layer,
    output logic [31:0]                 layer_cycles,
    output logic [9:0]                  read_tag,
    output logic                        unit,
    output logic [ADDRESS_BITS-1:0]     unit_address,
    output logic [9:0]                  unit_tag
);

  localparam int LANE_BITS = $clog2(P);
  localparam int SLOTS = P < 8 ? 8 : P;

  logic tap, tap_inside, tap_first, tap_last;
  logic [LANE_BITS-1:0] tap_lane;
  logic [WEIGHT_WORD_BITS+LANE_BITS-1:0] tap_weight;
  logic [PARAM_BITS-1:0] unit_param;
  logic [1:0] kind;
  logic rows, broadcast, away, done, write_next;
  logic [7:0] pad;
  logic signed [7:0] zero, low, high;
  logic [32*P-1:0] accumulators;

  sequencer #(
      .P(P),
      .SLOTS(SLOTS),
      .ADDRESS_BITS(ADDRESS_BITS),
      .WEIGHT_BITS(WEIGHT_WORD_BITS + LANE_BITS),
      .PARAM_BITS(PARAM_BITS),
      .LAYER_BITS(LAYER_BITS),
      .COORD_BITS(COORD_BITS),
      .CIRCULAR(CIRCULAR)
  ) i_sequencer (
      .clk,
      .rst,
      .start,
      .busy,
      .modulus,
      .descriptor_address,
      .descriptor_data,
      .tap,
      .tap_inside,
      .tap_first,
      .tap_last,
      .tap_address(read_address),
      .tap_lane,
      .tap_weight,
      .tap_tag(read_tag),
      .unit_address,
      .unit_param,
      .unit_tag,
      .written(write),
      .stall(SINGLE_PORT && write_next),
      .kind,
      .rows,
      .broadcast,
      .away,
      .pad,
      .zero,
      .low,
      .high,
      .layer_done,
      .layer,
      .layer_cycles
  );

  assign read = tap && tap_inside;
  assign unit = tap && tap_last;
  assign weight_address = tap_weight[WEIGHT_WORD_BITS+LANE_BITS-1:LANE_BITS];

  mac_array #(
      .P(P)
  ) i_mac_array (
      .clk,
      .rst,
      .tap,
      .tap_inside,
      .tap_first,
      .tap_last,
      .tap_lane,
      .tap_row(tap_weight[LANE_BITS-1:0]),
      .kind,
      .rows,
      .broadcast,
      .pad,
      .word(read_data),
      .weights(weight_data),
      .done,
      .accumulators
  );

  drain #(
      .P(P),
      .SLOTS(SLOTS),
      .ADDRESS_BITS(ADDRESS_BITS),
      .PARAM_BITS(PARAM_BITS),
      .SINGLE_ROUNDING(SINGLE_ROUNDING)
  ) i_drain (
      .clk,
      .rst,
      .kind,
      .away,
      .zero,
      .low,
      .high,
      .unit,
      .unit_address,
      .unit_param,
      .done,
      .accumulators,
      .param_address,
      .bias(bias_data),
      .mult(requant_data[30:0]),
      .shift(requant_data[37:32]),
      .write_next,
      .write,
      .write_address,
      .write_data
  );

  logic unused;
  assign unused = &{1'b0, requant_data[31], requant_data[39:38]};

endmodule
