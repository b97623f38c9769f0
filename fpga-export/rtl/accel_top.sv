// The engine with its memories and a host port. While `busy` is low the host owns the scratchpad: a word is written in the
// cycle of `host_write`, and read in the cycle after `host_read`. `start` for one cycle runs the whole program.
// While `busy` is high, a host's write is carried out in cycles in which the engine writes nothing (of two successive cycles
// one is such a cycle), unless there is only one port.
module accel_top #(
    parameter int P = 8,
    parameter int SCRATCH_WORDS = 16384,
    parameter int WEIGHT_WORDS = 4096,
    parameter int PARAM_WORDS = 4096,
    parameter int LAYERS = 64,
    parameter int COORD_BITS = 12,
    parameter bit CIRCULAR = 0,
    parameter bit SINGLE_PORT = 0,
    parameter bit SINGLE_ROUNDING = 0,
    parameter DESCRIPTOR_FILE = "descriptors.mem",
    parameter WEIGHT_FILE = "weights.mem",
    parameter BIAS_FILE = "bias.mem",
    parameter REQUANT_FILE = "requant.mem",
    parameter int ADDRESS_BITS = SCRATCH_WORDS < 2 ? 1 : $clog2(SCRATCH_WORDS),
    parameter int LAYER_BITS = LAYERS < 2 ? 1 : $clog2(LAYERS)
) (
    input  logic                    clk,
    input  logic                    rst,
    input  logic                    start,
    output logic                    busy,
    input  logic [ADDRESS_BITS:0]   modulus,        // words in use; matters to circular addresses only
    input  logic                    host_write,
    input  logic                    host_read,
    input  logic [ADDRESS_BITS-1:0] host_base,      // where the tensor starts,
    input  logic [ADDRESS_BITS-1:0] host_offset,    // and which of its words
    input  logic [8*P-1:0]          host_write_data,
    output logic [8*P-1:0]          host_read_data,
`ifdef CHECK
    input  logic [9:0]              host_tag,
`endif
    output logic                    layer_done,
    output logic [LAYER_BITS-1:0]   layer,
    output logic [31:0]             layer_cycles
);

  localparam int WEIGHT_WORD_BITS = WEIGHT_WORDS < 2 ? 1 : $clog2(WEIGHT_WORDS);
  localparam int PARAM_BITS = PARAM_WORDS < 2 ? 1 : $clog2(PARAM_WORDS);

  logic read, write, unit;
  logic [ADDRESS_BITS-1:0] read_address, write_address, host_address, unit_address;
  logic [8*P-1:0] read_data, write_data;
  logic [LAYER_BITS+4:0] descriptor_address;
  logic [31:0] descriptor_data;
  logic [WEIGHT_WORD_BITS-1:0] weight_address;
  logic [8*P*P-1:0] weight_data;
  logic [PARAM_BITS-1:0] param_address;
  logic [31:0] bias_data;
  logic [39:0] requant_data;
  logic [9:0] read_tag, unit_tag;

  accel #(
      .P(P),
      .ADDRESS_BITS(ADDRESS_BITS),
      .WEIGHT_WORD_BITS(WEIGHT_WORD_BITS),
      .PARAM_BITS(PARAM_BITS),
      .LAYER_BITS(LAYER_BITS),
      .COORD_BITS(COORD_BITS),
      .CIRCULAR(CIRCULAR),
      .SINGLE_PORT(SINGLE_PORT),
      .SINGLE_ROUNDING(SINGLE_ROUNDING)
  ) i_accel (
      .clk,
      .rst,
      .start,
      .busy,
      .modulus,
      .read,
      .read_address,
      .read_data,
      .write,
      .write_address,
      .write_data,
      .descriptor_address,
      .descriptor_data,
      .weight_address,
      .weight_data,
      .param_address,
      .bias_data,
      .requant_data,
      .layer_done,
      .layer,
      .layer_cycles,
      .read_tag,
      .unit,
      .unit_address,
      .unit_tag
  );

  addr_gen #(
      .ADDRESS_BITS(ADDRESS_BITS),
      .CIRCULAR(CIRCULAR)
  ) i_host_address (
      .base(host_base),
      .offset(host_offset),
      .modulus,
      .address(host_address)
  );

  // The scratchpad belongs to the engine while it is busy.
  logic pad_write, pad_read, host_writes;
  logic [ADDRESS_BITS-1:0] pad_write_address, pad_read_address;
  logic [8*P-1:0] pad_write_data;
  assign host_writes = host_write && !write && !(SINGLE_PORT && busy);
  assign pad_write = write || host_writes;
  assign pad_read = busy ? read : host_read;
  assign pad_write_address = write ? write_address : host_address;
  assign pad_read_address = busy ? read_address : host_address;
  assign pad_write_data = write ? write_data : host_write_data;

  generate
    if (SINGLE_PORT) begin : g_single_port
      mem_sp #(
          .WIDTH(8 * P),
          .DEPTH(SCRATCH_WORDS)
      ) i_scratchpad (
          .clk,
          .write(pad_write),
          .read(pad_read),
          .address(pad_write ? pad_write_address : pad_read_address),
          .write_data(pad_write_data),
          .read_data
      );
    end else begin : g_two_ports
      mem_sdp #(
          .WIDTH(8 * P),
          .DEPTH(SCRATCH_WORDS)
      ) i_scratchpad (
          .clk,
          .write(pad_write),
          .write_address(pad_write_address),
          .write_data(pad_write_data),
          .read(pad_read),
          .read_address(pad_read_address),
          .read_data
      );
    end
  endgenerate

  assign host_read_data = read_data;

  rom #(
      .WIDTH(32),
      .DEPTH(32 * LAYERS),
      .FILE(DESCRIPTOR_FILE)
  ) i_descriptors (
      .clk,
      .address(descriptor_address),
      .data(descriptor_data)
  );

  rom #(
      .WIDTH(8 * P * P),
      .DEPTH(WEIGHT_WORDS),
      .FILE(WEIGHT_FILE)
  ) i_weights (
      .clk,
      .address(weight_address),
      .data(weight_data)
  );

  rom #(
      .WIDTH(32),
      .DEPTH(PARAM_WORDS),
      .FILE(BIAS_FILE)
  ) i_bias (
      .clk,
      .address(param_address),
      .data(bias_data)
  );

  rom #(
      .WIDTH(40),
      .DEPTH(PARAM_WORDS),
      .FILE(REQUANT_FILE)
  ) i_requant (
      .clk,
      .address(param_address),
      .data(requant_data)
  );

`ifdef CHECK
  shadow_monitor #(
      .DEPTH(SCRATCH_WORDS)
  ) i_monitor (
      .clk,
      .busy,
      .layer(32'(layer)),
      .host_write(host_writes),
      .host_read,
      .host_address,
      .host_tag,
      .read,
      .read_address,
      .read_tag,
      .unit,
      .unit_address,
      .unit_tag
  );
`else
  logic unused;
  assign unused = &{1'b0, read_tag, unit, unit_address, unit_tag};
`endif

endmodule
