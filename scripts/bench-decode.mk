# The decode stage's table of measurements.
$(B)/tests/bench_decode: tests/bench/bench_decode.c tests/decode/damage.h $(LIB_OBJ)
	@mkdir -p $(dir $@)
	$(Q)$(CC) $(FLAGS) $(LDFLAGS_ALL) -o $@ $< $(LIB_OBJ) $(LIBS)

bench-decode: $(B)/tests/bench_decode $(TAB) ## encodings, misread and damaged text: the table of README
	$(Q)$(B)/tests/bench_decode tests/decode/clean.txt

.PHONY: bench-decode
