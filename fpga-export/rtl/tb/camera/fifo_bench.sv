// Queues between clocks of many ratios and phases, each on its own.
module fifo_bench;

  logic [11:0] finished;

  fifo_lane #(.ID(0), .DEPTH(16), .WRITE_HALF(4000), .READ_HALF(1000)) i_quarter (.finished(finished[0]));
  fifo_lane #(.ID(1), .DEPTH(4), .WRITE_HALF(4000), .READ_HALF(1000), .PHASE(333)) i_quarter_late (.finished(finished[1]));
  fifo_lane #(.ID(2), .DEPTH(8), .WRITE_HALF(2718), .READ_HALF(1000), .PHASE(77)) i_slower (.finished(finished[2]));
  fifo_lane #(.ID(3), .DEPTH(16), .WRITE_HALF(1618), .READ_HALF(1000), .PHASE(1)) i_golden (.finished(finished[3]));
  fifo_lane #(.ID(4), .DEPTH(8), .WRITE_HALF(1001), .READ_HALF(1000)) i_drifting (.finished(finished[4]));
  fifo_lane #(.ID(5), .DEPTH(4), .WRITE_HALF(1000), .READ_HALF(1000)) i_equal (.finished(finished[5]));
  fifo_lane #(.ID(6), .DEPTH(8), .WRITE_HALF(1000), .READ_HALF(1000), .PHASE(999)) i_opposed (.finished(finished[6]));
  fifo_lane #(.ID(7), .DEPTH(8), .WRITE_HALF(1000), .READ_HALF(1003), .PHASE(500)) i_drifting_back (.finished(finished[7]));
  fifo_lane #(.ID(8), .DEPTH(32), .WRITE_HALF(1000), .READ_HALF(1618), .PHASE(9)) i_faster (.finished(finished[8]));
  fifo_lane #(.ID(9), .DEPTH(16), .WRITE_HALF(1000), .READ_HALF(2236), .PHASE(450)) i_root_five (.finished(finished[9]));
  fifo_lane #(.ID(10), .DEPTH(8), .WRITE_HALF(1000), .READ_HALF(3000)) i_triple (.finished(finished[10]));
  fifo_lane #(.ID(11), .DEPTH(4), .WRITE_HALF(1000), .READ_HALF(3000), .PHASE(1700)) i_triple_late (.finished(finished[11]));

  initial begin
    wait (&finished);
    $finish;
  end

endmodule
