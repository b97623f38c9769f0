// One queue between two clocks: filled to the brim without a reader, then written without regard, then with.
//
//   fifo_ID.txt    depth D, both half periods | p PHASE | w VALUE LOST | r VALUE | end       in the order of time
module fifo_lane #(
    parameter int ID = 0,
    parameter int DEPTH = 8,
    parameter int WRITE_HALF = 500,
    parameter int READ_HALF = 500,
    parameter int PHASE = 0
) (
    output logic finished
);

  localparam int ROUNDS = 12;
  localparam int STEPS = 150;

  logic write_clk, write_rst, read_clk, read_rst;
  logic write, full, overflow, read, valid;
  logic [15:0] write_data, read_data;

  bench_clock #(
      .HALF(WRITE_HALF)
  ) i_write_clock (
      .go(1'b1),
      .clk(write_clk),
      .rst(write_rst)
  );

  bench_clock #(
      .HALF(READ_HALF),
      .PHASE(PHASE)
  ) i_read_clock (
      .go(1'b1),
      .clk(read_clk),
      .rst(read_rst)
  );

  async_fifo #(
      .WIDTH(16),
      .DEPTH(DEPTH)
  ) i_fifo (
      .*
  );

  integer log, round, step, eager, ready;
  logic reads_at_all;

  always @(posedge write_clk) if (write && !write_rst) $fwrite(log, "w %0d %0d\n", write_data, overflow);
  always @(posedge read_clk) if (read && valid && !read_rst) $fwrite(log, "r %0d\n", read_data);

  // The reader takes ready/8 of the cycles.
  always @(negedge read_clk) read = reads_at_all && ($urandom % 8) < ready;

  initial begin
    finished = 0;
    log = $fopen($sformatf("fifo_%0d.txt", ID), "w");
    $fwrite(log, "depth %0d %0d %0d\n", DEPTH, WRITE_HALF, READ_HALF);
    {write, write_data, read, reads_at_all} = '0;
    ready = 8;
    @(negedge write_clk);
    wait (!write_rst && !read_rst);

    // One word more than the memory holds: the first goes on to the output register.
    $fwrite(log, "p 0\n");
    for (step = 0; step < DEPTH + 3; step = step + 1) begin
      @(negedge write_clk);
      write = 1;
      write_data = write_data + 16'd1;
      @(negedge write_clk);
      write = 0;
      repeat (8) @(negedge read_clk);
      repeat (8) @(negedge write_clk);
    end
    reads_at_all = 1;
    repeat (DEPTH + 8) @(negedge read_clk);
    repeat (8) @(negedge write_clk);

    for (round = 0; round < 2 * ROUNDS; round = round + 1) begin
      @(negedge write_clk);
      write = 0;
      @(negedge write_clk);
      $fwrite(log, "p %0d\n", round < ROUNDS ? 1 : 2);
      eager = $urandom % 8 + 1;
      ready = $urandom % 8 + 1;
      for (step = 0; step < STEPS; step = step + 1) begin
        @(negedge write_clk);
        write = ($urandom % 8) < eager && (round < ROUNDS || !full);
        write_data = write_data + 16'(write);
      end
    end

    @(negedge write_clk);
    write = 0;
    ready = 8;
    repeat (8) @(negedge write_clk);
    repeat (DEPTH + 16) @(negedge read_clk);
    $fwrite(log, "end\n");
    $fclose(log);
    finished = 1;
  end

endmodule
