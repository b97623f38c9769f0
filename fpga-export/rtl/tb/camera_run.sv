// Runs a camera build as it will run: plays a picture as a sensor would, on a clock of its own, and compares what the
// accelerator writes, layer by layer, and what the host then reads with what is expected. All files are in the working
// directory; `build.vh` and the expectations come with the build.
//
//   picture.pgm, .ppm      SENSOR_COLUMNS x SENSOR_ROWS, 8 bits, gray (P5) or, with three CHANNELS, red, green, blue (P6)
//   expected-layers.txt    name, first word, bytes from pixel to pixel, channels, elements, hash, cycles
//   expected-outputs.txt   name, first word, words, bytes from pixel to pixel, channels, tag
//   expected-outputs.mem   their words, one behind another
//
// A layer's hash is the sum over its elements i of mix(256 * i + byte i): independent of place and order, so that it is the
// same for every plan. Lanes without an element do not count. The last line is PASS or FAIL; a simulator's exit code says
// little.
module camera_run #(
    parameter int PCLK_HALF = 7  // half a period of the pixel clock; the core clock's is 5
);

  `include "build.vh"

  localparam int LINE_BLANKING = 8;
  localparam int FRAME_BLANKING = 64;

  logic clk = 0, pclk = 0;
  always #5 clk = !clk;
  always #PCLK_HALF pclk = !pclk;

  logic rst, pclk_rst, frame_valid, line_valid, arm, hold, clear_flags, host_read;
  logic [7:0] pixel;
  logic busy, frame_start, done, overflow, broken, dropped, layer_done;
  logic [15:0] frames;
  logic [ADDRESS_BITS-1:0] host_base, host_offset;
  logic [8*P-1:0] host_read_data;
  logic [LAYER_BITS-1:0] layer;
  logic [31:0] layer_cycles;

`ifdef CHECK
  logic [9:0] host_tag;
`endif

  build_top i_build (.*);

  function automatic [31:0] mix(input [31:0] x);
    reg [31:0] y;
    begin
      y = (x ^ (x >> 16)) * 32'h85ebca6b;
      y = (y ^ (y >> 13)) * 32'hc2b2ae35;
      mix = y ^ (y >> 16);
    end
  endfunction

  // What is expected, and what is seen.
  reg [8*40-1:0] names[0:LAYERS-1];
  integer bases[0:LAYERS-1];
  integer strides[0:LAYERS-1];
  integer channels[0:LAYERS-1];
  integer elements[0:LAYERS-1];
  logic [31:0] hashes[0:LAYERS-1];
  integer cycles[0:LAYERS-1];
  integer seen_elements[0:LAYERS-1];
  logic [31:0] seen_hashes[0:LAYERS-1];
  logic [31:0] seen_cycles[0:LAYERS-1];

  integer at, lane, element, column, strays, finished;
  logic written;
  logic [ADDRESS_BITS-1:0] write_address;
  logic [8*P-1:0] write_data;
  assign written = i_build.i_camera.i_accel_top.busy && i_build.i_camera.i_accel_top.write;
  assign write_address = i_build.i_camera.i_accel_top.write_address;
  assign write_data = i_build.i_camera.i_accel_top.write_data;

  always @(posedge clk) begin
    if (layer_done === 1'b1 && 32'(layer) < LAYERS) seen_cycles[layer] = layer_cycles;
    if (done === 1'b1) finished = finished + 1;
    if (written === 1'b1) begin
      if (32'(layer) >= LAYERS) begin
        strays = strays + 1;
      end else begin
        at = 32'(write_address) - bases[layer];
        if (at < 0) at = at + SCRATCH_WORDS;
        at = at * P;
        for (lane = 0; lane < P; lane = lane + 1) begin
          column = (at + lane) % strides[layer];
          if (column < channels[layer]) begin
            element = (at + lane) / strides[layer] * channels[layer] + column;
            seen_elements[layer] = seen_elements[layer] + 1;
            seen_hashes[layer] = seen_hashes[layer] + mix(32'(element) << 8 | 32'(write_data[8*lane+:8]));
          end
        end
      end
    end
  end

  // The sensor.
  integer picture, kind, width, height, most, got, row, pixels, bytes, channel;
  logic [23:0] colours;  // the last read is in the lowest byte
  logic go, played;

  initial begin
    {frame_valid, line_valid, pixel, colours, go, played} = '0;
    if (CHANNELS == 1) picture = $fopen("picture.pgm", "rb");
    else picture = $fopen("picture.ppm", "rb");
    if (picture == 0) $fatal(1, "the picture is missing");
    got = $fscanf(picture, "P%d %d %d %d", kind, width, height, most);
    if (got != 4 || kind != (CHANNELS == 1 ? 5 : 6) || width != SENSOR_COLUMNS || height != SENSOR_ROWS || most != 255)
      $fatal(1, "the picture is not one of %0d x %0d pixels of %0d x 8 bits", SENSOR_COLUMNS, SENSOR_ROWS, CHANNELS);
    got = $fgetc(picture);
    wait (go);
    @(negedge pclk);
    frame_valid = 1;
    repeat (LINE_BLANKING) @(negedge pclk);
    for (row = 0; row < SENSOR_ROWS; row = row + 1) begin
      line_valid = 1;
      for (pixels = 0; pixels < SENSOR_COLUMNS; pixels = pixels + 1) begin
        for (channel = 0; channel < CHANNELS; channel = channel + 1) begin
          got = $fgetc(picture);
          if (got < 0) $fatal(1, "the picture is too short");
          colours = {colours[15:0], 8'(got)};
        end
        for (bytes = 0; bytes < BYTES_PER_PIXEL; bytes = bytes + 1) begin
          if (CHANNELS == 1) pixel = bytes == LUMA_BYTE ? colours[7:0] : 8'h80;  // no colour
          else if (BYTES_PER_PIXEL == 3) pixel = colours[8*(2-bytes)+:8];
          else if (bytes == 0) pixel = {colours[23:19], colours[15:13]};
          else pixel = {colours[12:10], colours[7:3]};
          @(negedge pclk);
        end
      end
      line_valid = 0;
      repeat (LINE_BLANKING) @(negedge pclk);
    end
    frame_valid = 0;
    repeat (FRAME_BLANKING) @(negedge pclk);
    played = 1;
  end

  // The host.
  integer file, words, i, n, spent, wrong, failures, base, stride, count, tag;
  reg [8*40-1:0] name;
  logic [8*P-1:0] word;

  initial begin
    {rst, pclk_rst, arm, hold, clear_flags, host_read, host_base, host_offset} = '0;
    strays = 0;
    finished = 0;
    failures = 0;
    file = $fopen("expected-layers.txt", "r");
    if (file == 0) $fatal(1, "expected-layers.txt is missing");
    for (i = 0; i < LAYERS; i = i + 1) begin
      got = $fscanf(
          file, "%s %d %d %d %d %h %d", name, bases[i], strides[i], channels[i], elements[i], hashes[i], cycles[i]);
      if (got != 7) $fatal(1, "expected-layers.txt has %0d layers instead of %0d", i, LAYERS);
      names[i] = name;  // not read into it: Verilator loses names of short tables
      seen_elements[i] = 0;
      seen_hashes[i] = 0;
      seen_cycles[i] = 0;
    end
    $fclose(file);
    rst = 1;
    pclk_rst = 1;
    repeat (16) @(negedge clk);
    rst = 0;
    pclk_rst = 0;
    arm = 1;
    repeat (16) @(negedge clk);
    go = 1;
    spent = 0;
    while (finished == 0 && spent < LIMIT_CYCLES) begin
      @(negedge clk);
      spent = spent + 1;
    end
    while (!played) @(negedge clk);
    arm = 0;

    for (i = 0; i < LAYERS; i = i + 1) begin
      if (seen_elements[i] === elements[i] && seen_hashes[i] === hashes[i] && seen_cycles[i] === 32'(cycles[i])) begin
        $display("%0d %0s: %0d cycles, hash %h: ok", i, names[i], seen_cycles[i], seen_hashes[i]);
      end else begin
        failures = failures + 1;
        $display("%0d %0s: %0d cycles, hash %h, %0d elements: DIFFERENT, expected %0d, %h, %0d", i, names[i],
                 seen_cycles[i], seen_hashes[i], seen_elements[i], cycles[i], hashes[i], elements[i]);
      end
    end

    file = $fopen("expected-outputs.txt", "r");
    words = $fopen("expected-outputs.mem", "r");
    if (file == 0 || words == 0) $fatal(1, "expected-outputs.txt or expected-outputs.mem is missing");
    for (i = 0; i < OUTPUTS; i = i + 1) begin
      got = $fscanf(file, "%s %d %d %d %d %d", name, base, count, stride, most, tag);
      if (got != 6) $fatal(1, "expected-outputs.txt has %0d outputs instead of %0d", i, OUTPUTS);
      wrong = 0;
`ifdef CHECK
      host_tag = 10'(tag);
`endif
      host_base = ADDRESS_BITS'(base);
      for (n = 0; n < count; n = n + 1) begin
        got = $fscanf(words, "%h", word);
        if (got != 1) $fatal(1, "expected-outputs.mem is too short");
        host_offset = ADDRESS_BITS'(n);
        host_read = 1;
        @(negedge clk);
        host_read = 0;
        for (lane = 0; lane < P; lane = lane + 1) begin
          if ((n * P + lane) % stride < most && host_read_data[8*lane+:8] !== word[8*lane+:8]) wrong = wrong + 1;
        end
      end
      $display("output %0s: %0d words: %0s", name, count, wrong == 0 ? "ok" : "DIFFERENT");
      if (wrong != 0) failures = failures + 1;
    end

    if (strays != 0 || finished != 1 || frames !== 16'd1 || {overflow, broken, dropped} !== 3'd0) begin
      failures = failures + 1;
      $display("frames %0d, runs %0d, overflow %b, broken %b, dropped %b, words of no layer %0d: DIFFERENT", frames,
               finished, overflow, broken, dropped, strays);
    end
    if (failures == 0) $display("PASS");
    else $display("FAIL: %0d differences", failures);
    $finish;
  end

endmodule
