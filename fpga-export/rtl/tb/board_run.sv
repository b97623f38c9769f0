// Plays sensor, button and serial receiver for boards/up5k.sv with a whole camera build behind the pins; of the board only
// the PLL is stood in for. The sensor passes the clock on that it is given, as many do, and stands still without.
//
//   a frame with a line too few | picture.pgm | reset while the network runs | picture.pgm
//
// Every byte that comes is a line of bytes.txt; what is not as it should be is a line of findings.txt, the last one is "end".
module SB_PLL40_PAD #(
    parameter FEEDBACK_PATH = "",
    parameter logic [3:0] DIVR = 0,
    parameter logic [6:0] DIVF = 0,
    parameter logic [2:0] DIVQ = 0,
    parameter logic [2:0] FILTER_RANGE = 0
) (
    input  logic PACKAGEPIN,
    output logic PLLOUTGLOBAL,
    output logic LOCK,
    input  logic RESETB,
    input  logic BYPASS
);
  assign PLLOUTGLOBAL = PACKAGEPIN;
  assign LOCK = RESETB && !BYPASS;
endmodule

module board_run;

  `include "build.vh"

  localparam int CYCLES_PER_BIT = 24;

  logic crystal = 0, button_n = 1, pclk, frame_valid = 0, line_valid = 0, serial, busy_led_n, fault_led_n;
  logic [7:0] pixel = 0, received;
  integer bytes, findings, picture, got, width, height, most, row, column, bit_number, common, waited;

  always #1 crystal = !crystal;

  up5k i_board (
      .sensor_clock(pclk),
      .*
  );

  always @(posedge pclk) if (i_board.rst && i_board.pclk_resets[1]) common <= common + 1;

  task check(input condition, input [8*40-1:0] what);
    if (condition !== 1'b1) $fdisplay(findings, "not so: %0s", what);
  endtask

  task play(input integer rows);
    begin
      picture = $fopen("picture.pgm", "rb");
      got = $fscanf(picture, "P5 %d %d %d", width, height, most);
      got = $fgetc(picture);
      @(negedge pclk) frame_valid = 1;
      repeat (4) @(negedge pclk);
      for (row = 0; row < rows; row = row + 1) begin
        line_valid = 1;
        for (column = 0; column < SENSOR_COLUMNS; column = column + 1) begin
          pixel = 8'($fgetc(picture));
          @(negedge pclk);
        end
        line_valid = 0;
        repeat (4) @(negedge pclk);
      end
      frame_valid = 0;
      $fclose(picture);
      repeat (16) @(negedge pclk);
    end
  endtask

  // A run and its packet.
  task await_packet;
    begin
      waited = 0;
      while (i_board.hold !== 1'b1 && waited < LIMIT_CYCLES) @(negedge crystal) waited = waited + 1;
      check(i_board.hold, "a packet comes");
      repeat (((2 * P * SCRATCH_WORDS) + 16) * 10 * CYCLES_PER_BIT) if (i_board.hold) @(negedge crystal);
      check(!i_board.hold, "it ends");
      repeat (12 * CYCLES_PER_BIT) @(negedge crystal);
    end
  endtask

  // The receiver: waits for a start bit and looks at the middle of each bit.
  initial begin
    bytes = $fopen("bytes.txt", "w");
    wait (serial === 1'b1);
    forever begin
      @(negedge serial);
      repeat (CYCLES_PER_BIT / 2) @(posedge crystal);
      for (bit_number = 0; bit_number < 8; bit_number = bit_number + 1) begin
        repeat (CYCLES_PER_BIT) @(posedge crystal);
        received[bit_number] = serial;
      end
      repeat (CYCLES_PER_BIT) @(posedge crystal);
      if (serial === 1'b1) $fdisplay(bytes, "%02x", received);
      else $fdisplay(bytes, "no stop bit");
    end
  end

  initial begin
    findings = $fopen("findings.txt", "w");
    repeat (600) @(negedge crystal);
    check(!i_board.rst && fault_led_n && busy_led_n, "runs after power-up");
    play(SENSOR_ROWS - 1);
    check(!fault_led_n, "a broken frame lights the LED");
    play(SENSOR_ROWS);
    check(!busy_led_n, "a good one starts the network");
    await_packet();
    check(fault_led_n, "a good one puts the LED out");

    play(SENSOR_ROWS);
    common = 0;
    button_n = 0;
    repeat (10) @(negedge crystal);
    button_n = 1;
    repeat (600) @(negedge crystal);
    check(common >= 4, "both clocks see the reset together");
    check(!i_board.rst && busy_led_n, "the button ends the run");
    play(SENSOR_ROWS);
    await_packet();
    $fdisplay(findings, "end");
    $fclose(findings);
    $fclose(bytes);
    $finish;
  end

endmodule
