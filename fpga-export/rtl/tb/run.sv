// Runs one program: everything is read from and written to the working directory, so that one build serves every network.
//
//   run.txt      modulus M | limit CYCLES | write BASE WORDS TAG | start | read BASE WORDS TAG | end      in order
//   input.mem    the words of all writes, one behind another
//   -> output.mem, cycles.txt (one line a layer), writes.txt (layer, address, word), done.txt (last, if all went well)
module run #(
    parameter int P = 8,
    parameter int SCRATCH_WORDS = 65536,
    parameter int WEIGHT_WORDS = 65536,
    parameter int PARAM_WORDS = 16384,
    parameter int LAYERS = 256,
    parameter int COORD_BITS = 12,
    parameter bit CIRCULAR = 0,
    parameter bit SINGLE_PORT = 0,
    parameter bit SINGLE_ROUNDING = 0
);

  localparam int ADDRESS_BITS = SCRATCH_WORDS < 2 ? 1 : $clog2(SCRATCH_WORDS);
  localparam int LAYER_BITS = LAYERS < 2 ? 1 : $clog2(LAYERS);

  logic clk = 0;
  always #5 clk = !clk;

  logic rst, start, busy, host_write, host_read, layer_done;
  logic [ADDRESS_BITS:0] modulus;
  logic [ADDRESS_BITS-1:0] host_base, host_offset;
  logic [8*P-1:0] host_write_data, host_read_data;
  logic [LAYER_BITS-1:0] layer;
  logic [31:0] layer_cycles;
`ifdef CHECK
  logic [9:0] host_tag;
`endif

  accel_top #(
      .P(P),
      .SCRATCH_WORDS(SCRATCH_WORDS),
      .WEIGHT_WORDS(WEIGHT_WORDS),
      .PARAM_WORDS(PARAM_WORDS),
      .LAYERS(LAYERS),
      .COORD_BITS(COORD_BITS),
      .CIRCULAR(CIRCULAR),
      .SINGLE_PORT(SINGLE_PORT),
      .SINGLE_ROUNDING(SINGLE_ROUNDING)
  ) i_top (
      .*
  );

  integer script, inputs, outputs, cycles, writes, done;
  integer base, words, tag, got, i, limit, spent;
  reg [8*8-1:0] command;
  logic [8*P-1:0] word;

  always @(posedge clk) begin
    if (layer_done) $fwrite(cycles, "%0d %0d\n", layer, layer_cycles);
    if (busy && i_top.write) $fwrite(writes, "%0d %0d %h\n", layer, i_top.write_address, i_top.write_data);
  end

  initial begin
    script = $fopen("run.txt", "r");
    inputs = $fopen("input.mem", "r");
    outputs = $fopen("output.mem", "w");
    cycles = $fopen("cycles.txt", "w");
    writes = $fopen("writes.txt", "w");
    if (script == 0 || inputs == 0) $fatal(1, "run.txt or input.mem is missing");
    {rst, start, host_write, host_read, modulus, host_base, host_offset, host_write_data} = '0;
    rst = 1;
    repeat (4) @(negedge clk);
    rst = 0;
    got = $fscanf(script, "%s", command);
    while (got == 1 && command != "end") begin
      if (command == "start") begin
        start = 1;
        @(negedge clk);
        start = 0;
        @(negedge clk);
        spent = 0;
        while (busy) begin
          @(negedge clk);
          spent = spent + 1;
          if (spent == limit) $fatal(1, "still busy after %0d cycles", limit);
        end
      end else if (command == "modulus") begin
        got = $fscanf(script, "%d", base);
        modulus = (ADDRESS_BITS + 1)'(base);
      end else if (command == "limit") begin
        got = $fscanf(script, "%d", limit);
      end else begin
        got = $fscanf(script, "%d %d %d", base, words, tag);
        host_base = ADDRESS_BITS'(base);
`ifdef CHECK
        host_tag = 10'(tag);
`endif
        for (i = 0; i < words; i = i + 1) begin
          host_offset = ADDRESS_BITS'(i);
          if (command == "write") begin
            got = $fscanf(inputs, "%h", word);
            if (got != 1) $fatal(1, "input.mem is too short");
            host_write_data = word;
            host_write = 1;
            @(negedge clk);
            host_write = 0;
          end else begin
            host_read = 1;
            @(negedge clk);
            host_read = 0;
            $fwrite(outputs, "%h\n", host_read_data);
          end
        end
      end
      got = $fscanf(script, "%s", command);
    end
    $fclose(outputs);
    $fclose(cycles);
    $fclose(writes);
    done = $fopen("done.txt", "w");
    $fwrite(done, "done\n");
    $fclose(done);
    $finish;
  end

endmodule
