bitstream: out/synth/build.bin
	@grep -E 'ICESTORM_(LC|RAM|DSP|SPRAM):' out/synth/nextpnr.txt
	@awk -F"'" '/Max frequency for clock/ { last[$$2] = $$0 } END { for (clock in last) print last[clock] }' out/synth/nextpnr.txt

out/synth/build.bin: out/synth/build.json @PINS@
	nextpnr-ice40 --@DEVICE@ --package @PACKAGE@ --pcf @PINS@ --freq @MEGAHERTZ@ --seed 1 --json $< --asc out/synth/build.asc \
	    -q -l out/synth/nextpnr.txt
	icepack out/synth/build.asc $@
