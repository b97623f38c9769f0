// Runs a synthesised netlist of accel_top. Weights, parameters and descriptors are in the netlist; the host writes what
// scratchpad.mem holds, starts, and reads the whole scratchpad back.
//
//   scratchpad.mem -> after.mem (all words), cycles.txt (one line a layer), done.txt (last, if all went well)
module gates #(
    parameter int P = 2,
    parameter int SCRATCH_WORDS = 512,
    parameter int LAYERS = 2,
    parameter int LIMIT = 100000
);

  localparam int ADDRESS_BITS = SCRATCH_WORDS < 2 ? 1 : $clog2(SCRATCH_WORDS);
  localparam int LAYER_BITS = LAYERS < 2 ? 1 : $clog2(LAYERS);

  logic clk = 0;
  always #50 clk = !clk;

  logic rst, start, busy, host_write, host_read, layer_done;
  logic [ADDRESS_BITS:0] modulus;
  logic [ADDRESS_BITS-1:0] host_base, host_offset;
  logic [8*P-1:0] host_write_data, host_read_data;
  logic [LAYER_BITS-1:0] layer;
  logic [31:0] layer_cycles;
  logic [8*P-1:0] words[0:SCRATCH_WORDS-1];

  accel_top i_top (.*);

  integer after, cycles, done, i, spent;

  always @(posedge clk) if (layer_done) $fwrite(cycles, "%0d %0d\n", layer, layer_cycles);

  initial begin
    $readmemh("scratchpad.mem", words);
    after = $fopen("after.mem", "w");
    cycles = $fopen("cycles.txt", "w");
    {rst, start, host_write, host_read, host_base, host_offset, host_write_data} = '0;
    modulus = (ADDRESS_BITS + 1)'(SCRATCH_WORDS);
    rst = 1;
    repeat (4) @(negedge clk);
    rst = 0;
    for (i = 0; i < SCRATCH_WORDS; i = i + 1) begin
      host_offset = ADDRESS_BITS'(i);
      host_write_data = words[i];
      host_write = 1;
      @(negedge clk);
    end
    host_write = 0;
    start = 1;
    @(negedge clk);
    start = 0;
    @(negedge clk);
    spent = 0;
    while (busy !== 0) begin
      @(negedge clk);
      spent = spent + 1;
      if (spent == LIMIT) $fatal(1, "still busy after %0d cycles", LIMIT);
    end
    for (i = 0; i < SCRATCH_WORDS; i = i + 1) begin
      host_offset = ADDRESS_BITS'(i);
      host_read = 1;
      @(negedge clk);
      $fwrite(after, "%h\n", host_read_data);
    end
    $fclose(after);
    $fclose(cycles);
    done = $fopen("done.txt", "w");
    $fwrite(done, "done\n");
    $fclose(done);
    $finish;
  end

endmodule
