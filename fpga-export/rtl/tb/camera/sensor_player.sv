// A sensor, and whoever holds the switches: plays a file, a line for each cycle of the pixel clock, in hexadecimal.
//
//   000 C H A F L dddddddd      clear_flags, hold, arm, frame_valid, line_valid, pixel
//   1CCC CCCC CCCC CCCC         go on as before until C: 0 nothing is under way | 1 the network runs | 16 + n layer n is done
//                               | 2 write a line `check` to the log
module sensor_player #(
    parameter int ID = 0,
    parameter int PATIENCE = 20000  // cycles until a wait is given up
) (
    input  logic        pclk,
    input  logic        pclk_rst,
    input  logic        clk,
    input  logic        under_way,
    input  logic        busy,
    input  logic        layer_done,
    input  logic [31:0] layer,
    output logic        frame_valid,
    output logic        line_valid,
    output logic [7:0]  pixel,
    output logic        arm,
    output logic        hold,
    output logic        clear_flags,
    output logic        check,
    output logic        finished
);

  integer script, got, last_layer, wanted, patience;
  logic reached;
  assign reached = last_layer >= wanted;  // a wire: Verilator 5.006 takes a variable that this block has set for constant
  logic [15:0] line;
  logic arm_pin, hold_pin, clear_pin, check_pin;

  // The switches belong to the core clock.
  logic clear_seen, check_seen;
  always @(posedge clk) begin
    arm <= arm_pin;
    hold <= hold_pin;
    clear_seen <= clear_pin;
    clear_flags <= clear_pin && !clear_seen;
    check_seen <= check_pin;
    check <= check_pin && !check_seen;
  end

  // In the middle of a cycle everything has its value.
  always @(negedge clk) begin
    if (layer_done) last_layer = layer;
    else if (pclk_rst || (busy && layer == 0)) last_layer = -1;
  end

  task wait_clk(input integer cycles);
    patience = patience - 1;
    repeat (cycles) @(posedge clk);
    @(posedge pclk);
  endtask

  initial begin
    finished = 0;
    patience = 0;
    script = $fopen($sformatf("sensor_%0d.txt", ID), "r");
    {frame_valid, line_valid, pixel, arm_pin, hold_pin, clear_pin, check_pin} = '0;
    @(posedge pclk);
    while (pclk_rst) @(posedge pclk);
    got = script == 0 ? 0 : $fscanf(script, "%h", line);
    while (got == 1) begin
      if (line[15]) begin
        patience = PATIENCE;
        if (line[14:0] == 15'd0) begin
          repeat (12) @(posedge pclk);
          wait_clk(12);
          while (under_way && patience > 0) wait_clk(1);
        end else if (line[14:0] == 15'd1) begin
          while (!busy && patience > 0) wait_clk(1);
        end else if (line[14:0] == 15'd2) begin
          check_pin <= 1;
          wait_clk(4);
          check_pin <= 0;
          wait_clk(4);
        end else begin
          wanted <= 32'(line[14:0]) - 16;
          wait_clk(2);
          while (!reached && patience > 0) wait_clk(1);
        end
      end else begin
        {clear_pin, hold_pin, arm_pin, frame_valid, line_valid, pixel} <= line[12:0];
        @(posedge pclk);
      end
      got = $fscanf(script, "%h", line);
    end
    finished = 1;
  end

endmodule
