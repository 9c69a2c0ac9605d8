# The decode stage's table of measurements.
$(B)/tests/bench_%: tests/bench/bench_%.c tests/decode/damage.h $(LIB_OBJ)
	@mkdir -p $(dir $@)
	$(Q)$(CC) $(FLAGS) $(LDFLAGS_ALL) -o $@ $< $(LIB_OBJ) $(LIBS)

bench-decode: $(B)/tests/bench_decode $(B)/tests/bench_sound $(TAB) ## encodings, misread, damaged and sound text: the table of README
	$(Q)$(B)/tests/bench_decode tests/decode/clean.txt
	$(Q)scripts/bench-sound.sh

.PHONY: bench-decode
