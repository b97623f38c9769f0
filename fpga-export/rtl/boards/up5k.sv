// A camera build on an iCE40 UP5K in its SG48 package; the pins in up5k.pcf are those of an iCEBreaker. A crystal of 12 MHz
// is multiplied to 24 MHz for everything but the sensor's own clock. Results leave through a serial line (result_sender).
//
//   PMOD 1A   pixel        8 bits                    9     serial line, 1 Mbaud
//   PMOD 2    pclk, frame_valid, line_valid          11    red LED: a frame was broken or overflowed; lit until a good one
//             sensor_clock (12 MHz, out)             37    green LED: the network runs
//                                                    10    button: reset
//
// The sensor has to be set up (pixels and size that the build was made for) before it sends anything useful.
module up5k (
    input  logic       crystal,
    input  logic       button_n,
    output logic       sensor_clock,
    input  logic       pclk,
    input  logic       frame_valid,
    input  logic       line_valid,
    input  logic [7:0] pixel,
    output logic       serial,
    output logic       busy_led_n,
    output logic       fault_led_n
);

  `include "build.vh"

  localparam int CYCLES_PER_BIT = 24;

  // 12 MHz * 64 / 32
  logic clk, locked;

  SB_PLL40_PAD #(
      .FEEDBACK_PATH("SIMPLE"),
      .DIVR(4'd0),
      .DIVF(7'd63),
      .DIVQ(3'd5),
      .FILTER_RANGE(3'd1)
  ) i_pll (
      .PACKAGEPIN(crystal),
      .PLLOUTGLOBAL(clk),
      .LOCK(locked),
      .RESETB(1'b1),
      .BYPASS(1'b0)
  );

  // Reset until the clock is steady and the block RAMs hold their contents (they read zeros for some microseconds after
  // the part has been configured); the pixel clock's side follows.
  logic [7:0] waited = '0;
  logic [1:0] button, steady, pclk_resets;
  logic rst;

  always_ff @(posedge clk) begin
    steady <= {steady[0], locked};
    button <= {button[0], !button_n};
    if (!steady[1] || button[1]) waited <= '0;
    else if (!(&waited)) waited <= waited + 8'd1;
    rst <= !(&waited);
  end

  always_ff @(posedge pclk) pclk_resets <= {pclk_resets[0], rst};

  // It goes on in reset: a sensor that gets no clock sends none, and then nothing behind pclk would be reset.
  logic divided = '0;
  always_ff @(posedge clk) divided <= !divided;
  assign sensor_clock = divided;

  logic busy, done, overflow, broken, dropped, clear_flags, hold, host_read;
  logic [15:0] frames;
  logic [ADDRESS_BITS-1:0] host_base, host_offset;
  logic [8*P-1:0] host_read_data;

  build_top i_build (
      .clk,
      .rst,
      .pclk,
      .pclk_rst(pclk_resets[1]),
      .frame_valid,
      .line_valid,
      .pixel,
      .arm(1'b1),
      .hold,
      .busy,
      .frame_start(),
      .done,
      .overflow,
      .broken,
      .dropped,
      .clear_flags,
      .frames,
      .host_read,
      .host_base,
      .host_offset,
      .host_read_data,
      .layer_done(),
      .layer(),
      .layer_cycles()
  );

  result_sender #(
      .P(P),
      .ADDRESS_BITS(ADDRESS_BITS),
      .OUTPUTS(OUTPUTS),
      .BASES(OUTPUT_BASES),
      .WORDS(OUTPUT_WORDS),
      .CYCLES_PER_BIT(CYCLES_PER_BIT)
  ) i_sender (
      .clk,
      .rst,
      .done,
      .frames,
      .flags({dropped, broken, overflow}),
      .clear_flags,
      .hold,
      .host_read,
      .host_base,
      .host_offset,
      .host_read_data,
      .line(serial)
  );

  always_ff @(posedge clk) begin
    busy_led_n <= !busy;
    // clear_flags goes first: the flags fall one cycle behind it.
    if (rst || clear_flags) fault_led_n <= 1'b1;
    else if (overflow || broken) fault_led_n <= 1'b0;
  end

endmodule
