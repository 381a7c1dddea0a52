"""
Train a ReLU network on handwritten digits in plain NumPy, with and without relu_simd.

Two networks with the same seed learn from the same batches. Their code is the same except for two
lines, the activation and its gradient (`NUMPY` and `RELU_SIMD` below); both work in place. The
program checks that the two networks come out equal, then says what each spent on its activations
and how many units of each layer have died.

    pip install relu_simd[examples]
    python examples/digits_mlp.py --epochs 20 --hidden 512 512

Most of the time goes into matrix products. With OMP_NUM_THREADS=1 they run on one core, as the
activations do, and the shares printed are those of one core.
"""

import argparse
import itertools
import statistics
import time

import numpy as np
from sklearn.datasets import load_digits

import relu_simd as rs

BATCH = 64
LEARNING_RATE = 0.02
MOMENTUM = 0.9


# The activation and its gradient, in place: z becomes the output y of the layer, and the gradient g
# with respect to y becomes the one with respect to z. The mask of the active units, a byte for each,
# is all that the gradient needs.


def numpy_relu(z):
    mask = z > 0
    np.maximum(z, 0, out=z)
    return mask


def numpy_relu_backward(g, mask):
    np.multiply(g, mask, out=g)


def simd_relu(z):
    mask = rs.relu_mask(z)
    rs.relu(z, out=z)
    return mask


def simd_relu_backward(g, mask):
    rs.relu_backward_from_mask(g, mask, out=g)


NUMPY = (numpy_relu, numpy_relu_backward)
RELU_SIMD = (simd_relu, simd_relu_backward)


class Stopwatch:
    """A function that adds up the seconds spent in it."""

    def __init__(self, function):
        self.function = function
        self.seconds = 0.0

    def __call__(self, *arguments):
        start = time.perf_counter()
        result = self.function(*arguments)
        self.seconds += time.perf_counter() - start
        return result


class Network:
    """A multilayer perceptron in float32, trained by gradient descent with momentum."""

    def __init__(self, sizes, activation, seed):
        random = np.random.default_rng(seed)
        self.weights = [
            random.standard_normal((rows, columns), np.float32) * np.float32(np.sqrt(2 / rows))
            for rows, columns in itertools.pairwise(sizes)
        ]
        self.biases = [np.zeros(size, np.float32) for size in sizes[1:]]
        self.parameters = [*self.weights, *self.biases]
        self.velocities = [np.zeros_like(parameter) for parameter in self.parameters]
        self.relu, self.relu_backward = map(Stopwatch, activation)
        self.epoch_seconds, self.activation_seconds = [], []

    def forward(self, x):
        """The input of each layer, the masks of the hidden ones, and the scores of the digits."""
        layers, masks = [x], []
        for weight, bias in zip(self.weights, self.biases, strict=True):
            z = layers[-1] @ weight
            z += bias
            if bias is not self.biases[-1]:
                masks.append(self.relu(z))
            layers.append(z)
        return layers[:-1], masks, layers[-1]

    def gradients(self, x, labels):
        """The gradient of the mean loss of a batch with respect to each of the parameters."""
        inputs, masks, scores = self.forward(x)
        g = cross_entropy_gradient(scores, labels)
        of_weights, of_biases = [], []
        for layer in reversed(range(len(inputs))):
            of_weights.insert(0, inputs[layer].T @ g)
            of_biases.insert(0, g.sum(axis=0))
            if layer > 0:
                g = g @ self.weights[layer].T
                self.relu_backward(g, masks[layer - 1])
        return [*of_weights, *of_biases]

    def train_epoch(self, images, labels, order):
        """One pass over the images in the given order, with a note of the time it took."""
        start = time.perf_counter()
        before = self.relu.seconds + self.relu_backward.seconds
        for first in range(0, len(order), BATCH):
            batch = order[first:first + BATCH]
            gradients = self.gradients(images[batch], labels[batch])
            for parameter, velocity, gradient in zip(
                self.parameters, self.velocities, gradients, strict=True
            ):
                velocity *= MOMENTUM
                gradient *= LEARNING_RATE
                velocity -= gradient
                parameter += velocity
        after = self.relu.seconds + self.relu_backward.seconds
        self.activation_seconds.append(after - before)
        self.epoch_seconds.append(time.perf_counter() - start)

    def predict(self, images):
        return self.forward(images)[2].argmax(axis=1)


def cross_entropy_gradient(scores, labels):
    """The gradient of the mean cross-entropy of softmax(scores), in place of the scores."""
    scores -= scores.max(axis=1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=1, keepdims=True)
    scores[np.arange(len(labels)), labels] -= 1
    scores /= len(labels)
    return scores


def report_dead_units(network, images):
    """Print how sparse each hidden layer is and which share of it no image reaches."""
    for number, active in enumerate(network.forward(images)[1], start=1):
        dead = np.count_nonzero(~active.any(axis=0))
        print(f"hidden layer {number}: {1 - active.mean():.1%} zeros, "
              f"{dead} of {active.shape[1]} units dead")


def parse_arguments():
    parser = argparse.ArgumentParser(description="ReLU network on digits: relu_simd beside NumPy")
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--hidden", type=int, nargs="+", default=[512, 512], metavar="UNITS")
    arguments = parser.parse_args()
    if arguments.epochs < 1:
        parser.error("at least one epoch is needed")
    return arguments


def main():
    arguments = parse_arguments()
    digits = load_digits()
    random = np.random.default_rng(arguments.seed)
    shuffled = random.permutation(len(digits.target))
    images = (digits.data[shuffled] / 16).astype(np.float32)
    labels = digits.target[shuffled]
    held_out = len(labels) // 5
    train_images, train_labels = images[held_out:], labels[held_out:]

    sizes = [images.shape[1], *arguments.hidden, 10]
    with_numpy = Network(sizes, NUMPY, arguments.seed)
    with_simd = Network(sizes, RELU_SIMD, arguments.seed)
    for epoch in range(arguments.epochs):
        order = random.permutation(len(train_labels))
        # In turns, and each goes first in half of the epochs: a busy machine slows both alike.
        pair = (with_numpy, with_simd) if epoch % 2 else (with_simd, with_numpy)
        for network in pair:
            network.train_epoch(train_images, train_labels, order)

    for simd, plain in zip(with_simd.parameters, with_numpy.parameters, strict=True):
        assert np.array_equal(simd, plain), "the two networks differ"
    print("Weights and biases: all equal, with relu_simd and with NumPy")
    right = with_simd.predict(images[:held_out]) == labels[:held_out]
    print(f"Accuracy on {held_out} held-out digits: {right.mean():.1%}")
    report_dead_units(with_simd, train_images)

    print(f"\nMedian of {arguments.epochs} epochs   whole epoch   activations   their share")
    medians = {}
    for name, network in (("NumPy", with_numpy), ("relu_simd", with_simd)):
        epoch = statistics.median(network.epoch_seconds)
        activations = medians[name] = statistics.median(network.activation_seconds)
        print(f"{name:20}{1e3 * epoch:10.1f} ms{1e3 * activations:11.2f} ms"
              f"{activations / epoch:13.1%}")
    print(f"Activations: {medians['NumPy'] / medians['relu_simd']:.1f} times as fast with "
          "relu_simd. The rest of an epoch,\nmatrix products and weight updates, stays as it is.")


if __name__ == "__main__":
    main()
