// Sends the network's outputs over a serial line after each run: 8 data bits, no parity, one stop bit.
//
//   A5 5A | flags | frame low, high | outputs one behind another, each word lane 0 first | sum
//
// flags: bit 0 overflow, bit 1 broken, bit 2 dropped, all since the packet before; frame: how many have started the
// network; sum: of all bytes from the flags to the last output, modulo 256. While a packet is on its way `hold` keeps the
// next frame out of the outputs.
module result_sender #(
    parameter int P = 2,
    parameter int ADDRESS_BITS = 12,
    parameter int OUTPUTS = 1,
    parameter logic [32*OUTPUTS-1:0] BASES = '0,  // first word of each output, that of output 0 in the lowest bits
    parameter logic [32*OUTPUTS-1:0] WORDS = 1,   // how many words it has
    parameter int CYCLES_PER_BIT = 24
) (
    input  logic                    clk,
    input  logic                    rst,
    input  logic                    done,
    input  logic [15:0]             frames,
    input  logic [2:0]              flags,
    output logic                    clear_flags,
    output logic                    hold,
    output logic                    host_read,
    output logic [ADDRESS_BITS-1:0] host_base,
    output logic [ADDRESS_BITS-1:0] host_offset,
    input  logic [8*P-1:0]          host_read_data,
    output logic                    line
);

  localparam int OUTPUT_BITS = OUTPUTS < 2 ? 1 : $clog2(OUTPUTS);
  localparam int LANE_BITS = $clog2(P);
  localparam int COUNT_BITS = $clog2(CYCLES_PER_BIT);

  typedef enum logic [2:0] {
    IDLE,
    HEAD,
    ASK,
    TAKE,
    LANES,
    SUM
  } state_t;
  state_t state;

  // What is to be sent next.
  logic [2:0] head;
  logic [7:0] head_byte, send_byte, sum;
  logic [OUTPUT_BITS-1:0] which;
  logic [ADDRESS_BITS-1:0] offset;
  logic [LANE_BITS-1:0] lane;
  logic [8*P-1:0] word;
  logic sends, ready, last_word;

  assign hold = state != IDLE;
  assign host_read = state == ASK;
  assign host_base = ADDRESS_BITS'(BASES[32*which+:32]);
  assign host_offset = offset;
  assign last_word = offset == ADDRESS_BITS'(WORDS[32*which+:32]) - ADDRESS_BITS'(1);
  assign sends = ready && (state == HEAD || state == LANES || state == SUM);
  assign clear_flags = sends && state == HEAD && head == 3'd2;

  always_comb begin
    case (head)
      3'd0: head_byte = 8'ha5;
      3'd1: head_byte = 8'h5a;
      3'd2: head_byte = {5'd0, flags};
      3'd3: head_byte = frames[7:0];
      default: head_byte = frames[15:8];
    endcase
    send_byte = state == HEAD ? head_byte : state == LANES ? word[7:0] : sum;
  end

  always_ff @(posedge clk) begin
    if (rst) begin
      state <= IDLE;
    end else begin
      case (state)
        IDLE: if (done) state <= HEAD;
        HEAD: if (sends && head == 3'd4) state <= ASK;
        ASK: state <= TAKE;
        TAKE: state <= LANES;
        LANES:
        if (sends && lane == LANE_BITS'(P - 1)) state <= last_word && 32'(which) == OUTPUTS - 1 ? SUM : ASK;
        default: if (sends) state <= IDLE;
      endcase
    end
    if (state == IDLE) begin
      head <= '0;
      which <= '0;
      offset <= '0;
      sum <= '0;
    end else if (sends) begin
      head <= head + 3'd1;
      if (state == LANES || head >= 3'd2) sum <= sum + send_byte;
      if (state == LANES && lane == LANE_BITS'(P - 1)) begin
        offset <= last_word ? '0 : offset + ADDRESS_BITS'(1);
        if (last_word) which <= which + OUTPUT_BITS'(1);
      end
    end
    if (state == TAKE) begin
      word <= host_read_data;
      lane <= '0;
    end else if (sends && state == LANES) begin
      word <= word >> 8;
      lane <= lane + LANE_BITS'(1);
    end
  end

  // The line: start bit 0, the byte, lowest bit first, stop bit 1.
  logic [9:0] bits;
  logic [3:0] left;
  logic [COUNT_BITS-1:0] count;

  assign ready = left == '0;

  always_ff @(posedge clk) begin
    line <= ready || bits[0];
    if (rst) begin
      left <= '0;
    end else if (ready) begin
      bits <= {1'b1, send_byte, 1'b0};
      count <= '0;
      if (sends) left <= 4'd10;
    end else if (count == COUNT_BITS'(CYCLES_PER_BIT - 1)) begin
      bits <= bits >> 1;
      count <= '0;
      left <= left - 4'd1;
    end else begin
      count <= count + COUNT_BITS'(1);
    end
  end

endmodule
