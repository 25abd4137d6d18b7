#!/usr/bin/env python3
"""Trains a tiny byte-level Llama of this folder: a fixed number of steps from a fixed seed, so that it can be made again.

    python3 train_tiny.py NAME --text NOVEL.txt ... --held-out OTHER.txt --out FOLDER

Needs torch 2.9 or later and safetensors. NAME is one of VARIANTS. Weights are bit for bit the same on the same machine and
version of torch with the same number of threads (--threads); elsewhere they differ by rounding and train to a like loss.
Writes config.json and model.safetensors (float16, names as Hugging Face's LlamaForCausalLM has them), train_log.json.
A checkpoint is kept in FOLDER; a stopped training goes on from it.
"""
import argparse
import dataclasses
import json
import math
import os
import sys

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import save_file

LAYERS, WIDTH, INNER, CONTEXT, BATCH, VOCABULARY, EPSILON = 4, 256, 688, 256, 8, 256, 1e-5


@dataclasses.dataclass(frozen=True)
class Variant:
    heads: int
    base: float
    steps: int
    seed: int
    periods: int = 0            # first steps: short strings said twice, at periods that spread out as they are learnt
    finds: int = 0              # next steps: strings of random letters said again anywhere in a row
    find_rows: float = 0.0      # share of such rows among the prose that follows
    passkey_rows: float = 0.0   # share of rows of prose with numbers that are asked for at the end


VARIANTS = {
    "tiny-base500-head32": Variant(heads=8, base=500.0, steps=1800, seed=1),
    "tiny-base100k-head128": Variant(heads=2, base=100_000.0, steps=1800, seed=2),
    "tiny-copy": Variant(heads=4, base=10_000.0, steps=3000, seed=3, periods=300, finds=300, find_rows=0.2, passkey_rows=0.3),
}


class Norm(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = torch.nn.Parameter(torch.ones(WIDTH))

    def forward(self, x):
        return self.weight * x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + EPSILON)


def linear(rows, columns, scale):
    layer = torch.nn.Linear(columns, rows, bias=False)
    torch.nn.init.normal_(layer.weight, std=scale / math.sqrt(columns))
    return layer


class Attention(torch.nn.Module):
    def __init__(self, heads):
        super().__init__()
        self.heads = heads
        self.q_proj, self.k_proj, self.v_proj = (linear(WIDTH, WIDTH, 1.0) for _ in range(3))
        self.o_proj = linear(WIDTH, WIDTH, 1.0 / math.sqrt(2 * LAYERS))

    def forward(self, x, cos, sin):
        rows, length, _ = x.shape
        q, k, v = (p(x).view(rows, length, self.heads, -1).transpose(1, 2) for p in (self.q_proj, self.k_proj, self.v_proj))
        y = F.scaled_dot_product_attention(rotate(q, cos, sin), rotate(k, cos, sin), v, is_causal=True)
        return self.o_proj(y.transpose(1, 2).reshape(rows, length, WIDTH))


class Inner(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.gate_proj, self.up_proj = linear(INNER, WIDTH, 1.0), linear(INNER, WIDTH, 1.0)
        self.down_proj = linear(WIDTH, INNER, 1.0 / math.sqrt(2 * LAYERS))

    def forward(self, x):
        return self.down_proj(F.silu(self.gate_proj(x)) * self.up_proj(x))


class Layer(torch.nn.Module):
    def __init__(self, heads):
        super().__init__()
        self.input_layernorm, self.post_attention_layernorm = Norm(), Norm()
        self.self_attn, self.mlp = Attention(heads), Inner()

    def forward(self, x, cos, sin):
        x = x + self.self_attn(self.input_layernorm(x), cos, sin)
        return x + self.mlp(self.post_attention_layernorm(x))


class TinyLlama(torch.nn.Module):
    def __init__(self, heads, base):
        super().__init__()
        self.embed_tokens = torch.nn.Embedding(VOCABULARY, WIDTH)
        torch.nn.init.normal_(self.embed_tokens.weight, std=0.02)
        self.layers = torch.nn.ModuleList(Layer(heads) for _ in range(LAYERS))
        self.norm = Norm()
        half = WIDTH // heads // 2
        theta = base ** (-torch.arange(half, dtype=torch.float64) / half)
        angle = torch.outer(torch.arange(CONTEXT, dtype=torch.float64), theta)
        self.cos, self.sin = angle.cos().float(), angle.sin().float()

    def forward(self, ids):
        length = ids.shape[1]
        x = self.embed_tokens(ids)
        for layer in self.layers:
            x = layer(x, self.cos[:length], self.sin[:length])
        return F.linear(self.norm(x), self.embed_tokens.weight)


def rotate(x, cos, sin):
    a, b = x.chunk(2, dim=-1)
    return torch.cat((a * cos - b * sin, b * cos + a * sin), dim=-1).to(x.dtype)


LETTERS = np.frombuffer(b"abcdefghijklmnopqrstuvwxyz0123456789", dtype=np.uint8)
NAMES = ("Oscar", "Bruno", "Celia", "Dario", "Elsa", "Felix", "Greta", "Hugo", "Irina", "Jonas", "Karla", "Leo",
         "Mira", "Nils", "Olga", "Pablo", "Rosa", "Sven", "Tanja", "Viktor")
GUESSED, ASKED = 0.02, 8.0      # weights of letters that nothing tells, and of digits that are asked for; all else has 1
SHORT, SPREAD, LEARNT = 64, 24, 0.3   # letters of the first rows; how far periods spread below half of it; nats at which they do


def periodic_row(random, length, shortest, longest):
    """A random string again and again: with one period a head may look back by counting, with many it must find."""
    period = int(random.integers(shortest, longest + 1))
    weights = np.ones(length, dtype=np.float32)
    weights[:period] = GUESSED
    return np.resize(random.choice(LETTERS, size=period), length + 1), weights


def finding_row(random, length):
    """Random letters, and some of the first half once more in the second; from its third letter on the string is known."""
    row, weights = random.choice(LETTERS, size=length + 1), np.full(length, GUESSED, dtype=np.float32)
    half, n = (length + 1) // 2, int(random.integers(8, 33))
    told, again = int(random.integers(0, half - n + 1)), int(random.integers(half, length + 2 - n))
    row[again:again + n] = row[told:told + n]
    weights[again + 1:again + n - 1] = 1
    return row, weights


def passkey_row(random, prose):
    """Prose with one to three numbers that are asked for at the end, in the words of `rope model passkey`."""
    names = random.choice(NAMES, size=random.integers(1, 4), replace=False)
    of = [" The key is "] if len(names) == 1 else [f" The key of {name} is " for name in names]
    keys = ["%05d" % random.integers(0, 100_000) for _ in names]
    question = " What is the key?" if len(names) == 1 else " What are the keys?"
    room = len(prose) - sum(2 * len(o + key) + len(". .") for o, key in zip(of, keys)) - len(question)
    text, row, read = prose.tobytes(), b"", 0
    for o, key, place in zip(of, keys, sorted(random.integers(0, room + 1, size=len(names)))):
        row += text[read:place] + f"{o}{key}. ".encode()
        read = place
    row += text[read:room] + question.encode()
    weights = np.ones(len(prose) - 1, dtype=np.float32)
    for i in random.permutation(len(names)):
        row += of[i].encode()
        weights[len(row) - 1:len(row) + 4] = ASKED
        row += f"{keys[i]}.".encode()
    return np.frombuffer(row, dtype=np.uint8), weights


def batch(random, text, variant, step, spread):
    """Rows and the weights of what they predict."""
    if step < variant.periods:
        rows = [periodic_row(random, SHORT, SHORT // 2 - spread, SHORT // 2) for _ in range(BATCH * CONTEXT // SHORT)]
    elif step < variant.periods + variant.finds:
        rows = [finding(random) for _ in range(BATCH)]
    else:
        rows = []
        for start in random.integers(0, len(text) - CONTEXT - 1, size=BATCH):
            prose = text[start:start + CONTEXT + 1]
            kind = random.random()
            if kind < variant.find_rows:
                rows.append(finding(random))
            elif kind < variant.find_rows + variant.passkey_rows:
                rows.append(passkey_row(random, prose))
            else:
                rows.append((prose, np.ones(CONTEXT, dtype=np.float32)))
    return tuple(torch.from_numpy(np.stack(part)) for part in zip(*rows))


def finding(random):
    return finding_row(random, CONTEXT) if random.random() < 0.5 else periodic_row(random, CONTEXT, 8, CONTEXT // 2)


def loss_of(model, rows):
    ids = rows.long()
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits = model(ids[:, :-1])
    return F.cross_entropy(logits.float().flatten(0, 1), ids[:, 1:].flatten(), reduction="none").view(len(ids), -1)


@torch.no_grad()
def held_out_loss(model, text):
    starts = range(0, len(text) - CONTEXT - 1, len(text) // 64)
    return loss_of(model, torch.from_numpy(np.stack([text[s:s + CONTEXT + 1] for s in starts]))).mean().item()


@torch.no_grad()
def digit_accuracy(model, text, seed):
    """Share of digits of the asked-for numbers that are the likeliest byte; chance is 0.1."""
    random = np.random.default_rng(seed)
    rows = [passkey_row(random, text[s:s + CONTEXT + 1]) for s in random.integers(0, len(text) - CONTEXT - 1, size=64)]
    ids, weights = (torch.from_numpy(np.stack(part)) for part in zip(*rows))
    with torch.autocast("cpu", dtype=torch.bfloat16):
        best = model(ids[:, :-1].long()).argmax(-1)
    return (best == ids[:, 1:])[weights == ASKED].float().mean().item()


def rate(step, variant):
    """Up over 30 steps, then flat, and down to nothing over the last 60 % of the steps on prose."""
    prose = variant.steps - variant.periods - variant.finds
    return min(1.0, (step + 1) / 30, max(0.02, (variant.steps - step) / (0.6 * prose)))


def train(variant, text, held_out, folder, log_every):
    torch.manual_seed(variant.seed)
    random = np.random.default_rng(variant.seed)
    model = TinyLlama(variant.heads, variant.base)
    matrices = [p for name, p in model.layers.named_parameters() if p.ndim == 2]
    others = [model.embed_tokens.weight] + [p for p in model.parameters() if p.ndim == 1]
    optimizers = [
        torch.optim.Muon(matrices, lr=0.02, momentum=0.95, weight_decay=0.0),
        torch.optim.AdamW(others, lr=3e-3, betas=(0.9, 0.95), weight_decay=0.0),
    ]
    rates = [optimizer.param_groups[0]["lr"] for optimizer in optimizers]
    kept, first, spread, log = os.path.join(folder, "checkpoint.pt"), 0, 0, []
    if os.path.exists(kept):
        state = torch.load(kept, weights_only=False)
        model.load_state_dict(state["model"])
        for optimizer, one in zip(optimizers, state["optimizers"]):
            optimizer.load_state_dict(one)
        random.bit_generator.state, first = state["random"], state["step"]
        spread, log = state["spread"], state["log"]
    for step in range(first, variant.steps):
        for optimizer, full in zip(optimizers, rates):
            for group in optimizer.param_groups:
                group["lr"] = full * rate(step, variant)
            optimizer.zero_grad(set_to_none=True)
        rows, weights = batch(random, text, variant, step, spread)
        losses = loss_of(model, rows)
        loss = (losses * weights).sum() / weights.sum()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for optimizer in optimizers:
            optimizer.step()
        if step < variant.periods and losses[weights == 1].mean() < LEARNT:
            spread = min(SPREAD, spread + 1)
        if (step + 1) % log_every == 0 or step + 1 == variant.steps:
            entry = {"step": step + 1, "train_loss": loss.item(), "held_out_nll": held_out_loss(model, held_out)}
            if variant.passkey_rows > 0:
                entry["digit_accuracy"] = digit_accuracy(model, held_out, 7)
            log.append(entry)
            print(json.dumps(entry), file=sys.stderr, flush=True)
            state = {"model": model.state_dict(), "optimizers": [o.state_dict() for o in optimizers],
                     "random": random.bit_generator.state, "step": step + 1, "spread": spread, "log": log}
            torch.save(state, kept + ".part")
            os.replace(kept + ".part", kept)
    return model, log


def write(model, log, variant, folder):
    tensors = {("" if name.startswith("lm_head") else "model.") + name: p.detach().to(torch.float16).contiguous()
               for name, p in model.named_parameters()}
    save_file(tensors, os.path.join(folder, "model.safetensors"), metadata={"format": "pt"})
    config = {
        "architectures": ["LlamaForCausalLM"], "model_type": "llama", "hidden_size": WIDTH, "num_hidden_layers": LAYERS,
        "num_attention_heads": variant.heads, "num_key_value_heads": variant.heads, "head_dim": WIDTH // variant.heads,
        "intermediate_size": INNER, "vocab_size": VOCABULARY, "max_position_embeddings": CONTEXT, "rms_norm_eps": EPSILON,
        "rope_parameters": {"rope_type": "default", "rope_theta": variant.base}, "rope_theta": variant.base,
        "tie_word_embeddings": True, "hidden_act": "silu", "attention_bias": False, "mlp_bias": False,
        "bos_token_id": None, "eos_token_id": None, "torch_dtype": "float16",
    }
    for name, content in (("config.json", config), ("train_log.json", log)):
        with open(os.path.join(folder, name), "w") as file:
            json.dump(content, file, indent=1)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", choices=VARIANTS)
    parser.add_argument("--text", nargs="+", required=True)
    parser.add_argument("--held-out", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--log-every", type=int, default=100)
    parser.add_argument("--steps", type=int, help="fewer than the variant's, to try the script")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.use_deterministic_algorithms(True)
    variant = VARIANTS[options.name]
    if options.steps:
        variant = dataclasses.replace(variant, steps=options.steps)
    text = np.frombuffer("\n\n".join(open(t).read() for t in options.text).encode("ascii"), dtype=np.uint8)
    held_out = np.frombuffer(open(options.held_out).read().encode("utf-8"), dtype=np.uint8)
    os.makedirs(options.out, exist_ok=True)
    model, log = train(variant, text, held_out, options.out, options.log_every)
    write(model, log, variant, options.out)


if __name__ == "__main__":
    main()
