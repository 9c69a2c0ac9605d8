/* Damages files for the fuzzer: same seed, same bytes.  usage: damage SEED COUNT OUT_FOLDER <list
 * of files Each of COUNT outputs is one of the listed files, cut at both ends, with bytes flipped,
 * stretches doubled, dropped, or taken from another listed file; its suffix stays. Limits: 1 MB a
 * file. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILES_MAX 4096
#define BYTES_MAX (1u << 20)

static uint64_t state;

static size_t draw(size_t n)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return n == 0 ? 0 : (size_t)(state >> 33) % n;
}

static size_t load(const char *path, unsigned char *out)
{
	FILE *f = fopen(path, "rb");
	size_t n = f == NULL ? 0 : fread(out, 1, BYTES_MAX / 2, f);

	if (f != NULL) fclose(f);
	return n;
}

/* One change of text[0..n). Gives the new length. */
static size_t change(unsigned char *text, size_t n, const unsigned char *other, size_t m)
{
	static const unsigned char NASTY[] = {
		0, 0xff, 0xfe, 0x80, '<', '&', '"', '\n', 0xe4, 0x81
	};
	size_t at = draw(n), len = draw(64) + 1;

	if (n == 0) return 0;
	switch (draw(6)) {
	case 0: /* flip bits */
		for (size_t i = 0; i < len && at + i < n; i += 1 + draw(8))
			text[at + i] ^= (unsigned char)(1u << draw(8));
		return n;
	case 1: /* nasty bytes */
		for (size_t i = 0; i < 4 && at + i < n; i++)
			text[at + i] = NASTY[draw(sizeof NASTY)];
		return n;
	case 2: /* drop a stretch */
		if (at + len > n) len = n - at;
		memmove(text + at, text + at + len, n - at - len);
		return n - len;
	case 3: /* double a stretch */
		if (at + len > n) len = n - at;
		if (n + len > BYTES_MAX) return n;
		memmove(text + at + len, text + at, n - at);
		return n + len;
	case 4: /* splice another file in */
		len = draw(400) + 1;
		if (len > m) len = m;
		if (n + len > BYTES_MAX) return n;
		memmove(text + at + len, text + at, n - at);
		memcpy(text + at, other + draw(m - len + 1), len);
		return n + len;
	default: /* cut the end */
		return draw(3) == 0 ? at : n;
	}
}

static size_t read_list(char **names)
{
	char line[4096];
	size_t n = 0;

	while (n < FILES_MAX && fgets(line, sizeof line, stdin) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		names[n++] = strdup(line);
	}
	return n;
}

int main(int argc, char **argv)
{
	static char *names[FILES_MAX];
	unsigned char *text = malloc(BYTES_MAX), *other = malloc(BYTES_MAX);
	size_t n_names = argc == 4 ? read_list(names) : 0,
	       count = argc == 4 ? strtoul(argv[2], NULL, 10) : 0;

	if (n_names == 0 || text == NULL || other == NULL) {
		fprintf(stderr, "usage: damage SEED COUNT OUT_FOLDER <list of files\n");
		return 64;
	}
	state = strtoul(argv[1], NULL, 10) * 2654435761u + 1;
	for (size_t i = 0; i < count; i++) {
		const char *name = names[draw(n_names)], *dot = strrchr(name, '.');
		size_t n = load(name, text), m = load(names[draw(n_names)], other), from,
		       times = 1 + draw(12);
		char path[4096];
		FILE *f;

		for (size_t k = 0; k < times; k++) n = change(text, n, other, m);
		from = draw(4) == 0 ? draw(n) : 0;
		snprintf(path, sizeof path, "%s/%04zu%s", argv[3], i,
			 dot == NULL || strchr(dot, '/') != NULL ? "" : dot);
		f = fopen(path, "wb");
		if (f == NULL) return 74;
		fwrite(text + from, 1, n - from, f);
		fclose(f);
	}
	for (size_t i = 0; i < n_names; i++) free(names[i]);
	free(text);
	free(other);
	return 0;
}
