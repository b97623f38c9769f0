// A clock of 2 * HALF time units that starts PHASE of them after `go`, and a reset of some cycles after its start.
module bench_clock #(
    parameter int HALF = 500,
    parameter int PHASE = 0
) (
    input  logic go,
    output logic clk,
    output logic rst
);

  integer cycles;

  initial begin
    clk = 0;
    rst = 1;
    cycles = 0;
    wait (go);
    #(HALF + PHASE);
    forever begin
      #(HALF);
      clk = !clk;
    end
  end

  // Long enough for the slowest clock of the other side.
  always @(posedge clk) begin
    cycles <= cycles + 1;
    rst <= cycles < 60;
  end

endmodule
