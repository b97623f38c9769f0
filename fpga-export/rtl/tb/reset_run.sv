// Disturbs the engine of a camera build: resets of one cycle at moments all over a run, and afterwards starts and host reads
// while it is busy. Each run that follows must give the outputs in expected-outputs.mem, in as many cycles as the first.
// What is not so is a line of findings.txt; "end" is the last one.
module reset_run #(
    parameter int WEIGHT_WORDS = 1,
    parameter int PARAM_WORDS = 1,
    parameter int COORD_BITS = 12,
    parameter int RUNS = 120
);

  `include "build.vh"

  // The first resets come one cycle after another: fetch, setup, the first words on their way.
  localparam int DENSE = 80;

  logic clk = 0, rst = 1, start = 0, busy, host_write = 0, host_read = 0, layer_done;
  logic [ADDRESS_BITS:0] modulus = (ADDRESS_BITS + 1)'(SCRATCH_WORDS);
  logic [ADDRESS_BITS-1:0] host_base = '0, host_offset = '0;
  logic [8*P-1:0] host_write_data = '0, host_read_data;
  logic [LAYER_BITS-1:0] layer;
  logic [31:0] layer_cycles;
  logic [8*P-1:0] contents[0:SCRATCH_WORDS-1];
  logic [8*P-1:0] expected[0:SCRATCH_WORDS-1];
  integer findings, run, i, output_number, word, cycles, usual, moment;

  always #1 clk = !clk;

  accel_top #(
      .P(P),
      .SCRATCH_WORDS(SCRATCH_WORDS),
      .WEIGHT_WORDS(WEIGHT_WORDS),
      .PARAM_WORDS(PARAM_WORDS),
      .LAYERS(LAYERS),
      .COORD_BITS(COORD_BITS)
  ) i_top (
      .*
  );

  task load;
    begin
      host_base = '0;
      host_write = 1;
      for (i = 0; i < SCRATCH_WORDS; i = i + 1) begin
        host_offset = ADDRESS_BITS'(i);
        host_write_data = contents[i];
        @(negedge clk);
      end
      host_write = 0;
    end
  endtask

  task interrupt(input integer after);
    begin
      start = 1;
      @(negedge clk) start = 0;
      repeat (after) @(negedge clk);
      rst = 1;
      @(negedge clk) rst = 0;
      if (busy !== 1'b0) $fdisplay(findings, "run %0d: busy behind the reset", run);
      // Now and then nothing happens for a while: what is left in the pipeline has time to show itself.
      if (after % 3 == 0) repeat (after % 40) @(negedge clk);
    end
  endtask

  task execute;
    begin
      start = 1;
      @(negedge clk) start = 0;
      cycles = 0;
      while (busy && cycles < LIMIT_CYCLES) begin
        start = run % 2 == 1 && $urandom % 4 == 0 && !layer_done;
        host_read = start;
        @(negedge clk) cycles = cycles + 1;
      end
      {start, host_read} = '0;
      if (run == 0) usual = cycles;
      if (cycles != usual) $fdisplay(findings, "run %0d: %0d cycles, not %0d", run, cycles, usual);
    end
  endtask

  task compare;
    begin
      word = 0;
      for (output_number = 0; output_number < OUTPUTS; output_number = output_number + 1) begin
        for (i = 0; i < OUTPUT_WORDS[32*output_number+:32]; i = i + 1) begin
          host_base = ADDRESS_BITS'(OUTPUT_BASES[32*output_number+:32]);
          host_offset = ADDRESS_BITS'(i);
          host_read = 1;
          @(negedge clk) host_read = 0;
          if (host_read_data !== expected[word])
            $fdisplay(findings, "run %0d, reset at %0d: output %0d, word %0d", run, moment, output_number, i);
          word = word + 1;
        end
      end
    end
  endtask

  initial begin
    findings = $fopen("findings.txt", "w");
    $readmemh("scratchpad.mem", contents);
    $readmemh("expected-outputs.mem", expected);
    repeat (3) @(negedge clk);
    rst = 0;
    moment = 0;
    for (run = 0; run < RUNS; run = run + 1) begin
      load();
      if (run > 0) begin
        moment = run < DENSE ? run : $urandom % usual;
        interrupt(moment);
        load();
      end
      execute();
      compare();
    end
    $fdisplay(findings, "end");
    $fclose(findings);
    $finish;
  end

endmodule
