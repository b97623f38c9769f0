bitstream:
	@echo 'no bitstream from here for @PART@: @REASON@'
	@exit 1
