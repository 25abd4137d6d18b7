"""Reference values for GGUF files; writes beside itself.

blocks.safetensors   random blocks of every type that is read, and their numbers by the gguf package
twin/                one small Llama twice: config.json with model.safetensors, and model.gguf; logits by transformers
mistral/, smollm3/   small models of these types: config.json, model.safetensors, logits by transformers
tokenizers.json      small byte-level BPE tokenizers by their splitting, and the tokens of odd texts

Needs: gguf 0.19, transformers 5.23, tokenizers 0.23, torch, safetensors, numpy.
"""
import json
from pathlib import Path

import gguf
import numpy as np
import tokenizers
import torch
import transformers
from gguf import GGMLQuantizationType as T
from safetensors.numpy import save_file
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

HERE = Path(__file__).parent
VERSIONS = {"gguf": "0.19.0", "transformers": transformers.__version__, "tokenizers": tokenizers.__version__,
            "torch": torch.__version__, "numpy": np.__version__}

# Where the binary16 numbers of a block stand: their bits are drawn by kind, not as random bytes.
HALVES = {T.Q4_0: [0], T.Q4_1: [0, 2], T.Q5_0: [0], T.Q5_1: [0, 2], T.Q8_0: [0], T.Q2_K: [80, 82], T.Q3_K: [108],
          T.Q4_K: [0, 2], T.Q5_K: [0, 2], T.Q6_K: [208]}
KINDS = [
    lambda r: np.float16(r.normal(0, 0.05)),                        # as in models
    lambda r: np.float16(-abs(r.normal(0, 2))),                     # negative
    lambda r: np.uint16(r.integers(1, 0x400)).view(np.float16),     # denormal
    lambda r: np.uint16(0x8000 | r.integers(1, 0x400)).view(np.float16),
    lambda r: np.float16(0), lambda r: np.float16(-0.0),
    lambda r: np.float16(65504), lambda r: np.float16(-65504),
]


def blocks():
    out = {}
    for kind, places in HALVES.items():
        size = gguf.GGML_QUANT_SIZES[kind][1]
        rows = []
        for seed in (1, 2, 3):
            r = np.random.default_rng(seed)
            for draw in KINDS:
                block = r.integers(0, 256, size, dtype=np.uint8)
                for place in places:
                    block[place:place + 2] = np.array([draw(r)], np.float16).view(np.uint8)
                rows.append(block)
            rows[-2][:] = np.where(np.isin(np.arange(size), [p + k for p in places for k in (0, 1)]), rows[-2], 0)
            rows[-1][:] = np.where(np.isin(np.arange(size), [p + k for p in places for k in (0, 1)]), rows[-1], 255)
        data = np.stack(rows)
        out[kind.name + ".bytes"] = data
        out[kind.name + ".floats"] = gguf.dequantize(data, kind).astype(np.float32)
    r = np.random.default_rng(4)
    half = np.concatenate([r.integers(0, 0x10000, 200).astype(np.uint16), np.arange(0, 0x10000, 257).astype(np.uint16)])
    half = half[np.isfinite(half.view(np.float16))]
    out["F16.bytes"] = half.view(np.uint8).reshape(-1, 2)
    out["F16.floats"] = gguf.dequantize(half.view(np.uint8).reshape(1, -1), T.F16).reshape(-1, 1)
    brain = r.integers(0, 0x10000, 400).astype(np.uint16)
    brain = brain[np.isfinite((brain.astype(np.uint32) << 16).view(np.float32))]
    out["BF16.bytes"] = brain.view(np.uint8).reshape(-1, 2)
    out["BF16.floats"] = gguf.dequantize(brain.view(np.uint8).reshape(1, -1), T.BF16).reshape(-1, 1)
    save_file(out, HERE / "blocks.safetensors", {"versions": json.dumps(VERSIONS)})


def permute(w, heads):
    """LlamaModel.permute of llama.cpp's convert_hf_to_gguf.py."""
    return w.reshape(heads, 2, w.shape[0] // heads // 2, *w.shape[1:]).swapaxes(1, 2).reshape(w.shape)


def small_model(folder, model, written, seed):
    """Weights, config and logits of a small model; weights are numbers of every plain type."""
    folder.mkdir(exist_ok=True)
    r = np.random.default_rng(seed)
    state = {}
    for name, tensor in model.state_dict().items():
        values = np.clip(np.round(r.normal(1 if "norm" in name else 0, 0.25, tensor.shape) * 64), -127, 127) / 64
        state[name] = values.astype(np.float32)
    if written.get("tie_word_embeddings", True):
        del state["lm_head.weight"]
    model.load_state_dict({k: torch.from_numpy(v) for k, v in state.items()}, strict=False)
    save_file({k: v.astype(np.float16) for k, v in state.items()}, folder / "model.safetensors", {"format": "pt"})
    (folder / "config.json").write_text(json.dumps(written, indent=1) + "\n")
    loaded = transformers.AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    ids = torch.from_numpy(r.integers(0, 96, (1, 160)))
    with torch.no_grad():
        logits = loaded(ids).logits[0].numpy()
    inverse = loaded.model.rotary_emb.inv_freq.numpy()
    save_file({"token_ids": ids[0].numpy().astype(np.int32), "logits": logits, "inv_freq": inverse},
              folder / "reference.safetensors", {"versions": json.dumps(VERSIONS)})
    return state, inverse


SIZES = {"hidden_size": 32, "num_attention_heads": 4, "num_key_value_heads": 2, "head_dim": 16, "intermediate_size": 64,
         "vocab_size": 96, "max_position_embeddings": 512}


def families():
    """What model types leave unsaid: Mistral's window in all layers, SmolLM3's base, layers without rotation and tied head."""
    mistral = {"model_type": "mistral", "num_hidden_layers": 2, "sliding_window": 24, "tie_word_embeddings": False,
               "rope_theta": 10000.0, **SIZES}
    small_model(HERE / "mistral", transformers.MistralForCausalLM(transformers.MistralConfig(**mistral)), mistral, 8)
    smollm3 = {"model_type": "smollm3", "num_hidden_layers": 4, "use_sliding_window": False, "sliding_window": 16,
               "pad_token_id": 0, **SIZES}
    small_model(HERE / "smollm3", transformers.SmolLM3ForCausalLM(transformers.SmolLM3Config(**smollm3)), smollm3, 9)


def twin():
    folder = HERE / "twin"
    rope = {"rope_type": "llama3", "rope_theta": 10000.0, "factor": 8.0, "low_freq_factor": 1.0,
            "high_freq_factor": 4.0, "original_max_position_embeddings": 64}
    written = {"model_type": "llama", "num_hidden_layers": 2, "rms_norm_eps": 1e-05, "tie_word_embeddings": False,
               "hidden_act": "silu", "attention_bias": False, "mlp_bias": False, "rope_parameters": rope, **SIZES}
    model = transformers.LlamaForCausalLM(transformers.LlamaConfig(**written))
    state, inverse = small_model(folder, model, written, 7)

    w = gguf.GGUFWriter(folder / "model.gguf", "llama")
    w.add_context_length(512)
    w.add_embedding_length(32)
    w.add_block_count(2)
    w.add_feed_forward_length(64)
    w.add_head_count(4)
    w.add_head_count_kv(2)
    w.add_key_length(16)
    w.add_value_length(16)
    w.add_rope_dimension_count(16)
    w.add_rope_freq_base(10000.0)
    w.add_layer_norm_rms_eps(1e-5)
    w.add_vocab_size(96)
    w.add_array("general.languages", ["en"])
    w.add_custom_alignment(64)
    plain = 1.0 / 10000.0 ** (np.arange(0, 16, 2, dtype=np.float64) / 16)
    w.add_tensor("rope_freqs.weight", (plain / inverse.astype(np.float64)).astype(np.float32))
    short = {"self_attn.q_proj": "attn_q", "self_attn.k_proj": "attn_k", "self_attn.v_proj": "attn_v",
             "self_attn.o_proj": "attn_output", "mlp.gate_proj": "ffn_gate", "mlp.up_proj": "ffn_up",
             "mlp.down_proj": "ffn_down", "input_layernorm": "attn_norm", "post_attention_layernorm": "ffn_norm"}
    kinds = {"attn_q": T.F16, "attn_k": T.BF16, "attn_v": T.F32, "attn_output": T.F16, "ffn_gate": T.BF16,
             "ffn_up": T.F16, "ffn_down": T.F32, "token_embd": T.F16, "output": T.BF16}
    for name, values in state.items():
        parts = name.removesuffix(".weight").split(".")
        if name.startswith("model.layers."):
            ours = short[".".join(parts[3:])]
            values = permute(values, 4) if ours == "attn_q" else permute(values, 2) if ours == "attn_k" else values
            target = f"blk.{parts[2]}.{ours}.weight"
        else:
            ours = {"model.embed_tokens": "token_embd", "model.norm": "output_norm", "lm_head": "output"}[".".join(parts)]
            target = ours + ".weight"
        kind = kinds.get(ours, T.F32)
        w.add_tensor(target, gguf.quantize(values, kind), raw_dtype=kind)
    w.write_header_to_file()
    w.write_kv_data_to_file()
    w.write_tensors_to_file()
    w.close()


LLAMA3 = r"""(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"""
QWEN2 = LLAMA3.replace(r"\p{N}{1,3}", r"\p{N}")
CORPUS = [
    "It is a truth universally acknowledged, that a single man in possession of a good fortune, must be in want of a wife.",
    "However little known the feelings or views of such a man may be on his first entering a neighbourhood",
    "I'll say they've gone; we'd said it's 1234 or 12 345.67 — that's what she'd wanted, isn't it?",
    "naïve café déjà vu Ångström Übermut straße",
    "def f(x):\n    return x ** 2  # a comment\n\n\n\tdone\r\n",
    "Привет, мир! Это проверка. 日本語のテキスト 漢字 2026年 مرحبا 😀😀",
] * 4
CASES = [
    "", " ", "  ", "\n", "a", " a", "Hello, world!", "I'LL we'Ve they'd 's", "1234567890 12 1 ١٢٣ ²³½", "x=1;y=22;z=333;w=4444",
    "  leading and   inner   spaces  ", "tab\tand\nnew\r\nlines\n\n\n  end  ", "naïve café e\u0301 Å Å", "漢字かな交じり文2026年",
    "😀👩‍👩‍👧‍👦 🇩🇪", "\u0000\u0001\u007f\ufffd\u200b\u202e", "<|endoftext|> and <|im_start|>user\n", "don't DON'T 'tis",
    "It is a truth universally acknowledged 1813", "a\u00a0b\u2003c\u3000d", "--- *** ___ ... !!!\n\n", "مرحبا بالعالم ١٢٣٤",
]


def split(pre):
    byte = lambda regex: pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=regex)
    pattern = lambda p: pre_tokenizers.Split(Regex(p), "isolated", False)
    return {"gpt-2": lambda: byte(True),
            "smollm": lambda: pre_tokenizers.Sequence([pre_tokenizers.Digits(individual_digits=True), byte(True)]),
            "llama-bpe": lambda: pre_tokenizers.Sequence([pattern(LLAMA3), byte(False)]),
            "qwen2": lambda: pre_tokenizers.Sequence([pattern(QWEN2), byte(False)])}[pre]()


def small_tokenizers():
    out = {"versions": VERSIONS, "tokenizers": []}
    for pre in ("gpt-2", "smollm", "llama-bpe", "qwen2"):
        t = Tokenizer(models.BPE(ignore_merges=pre == "llama-bpe"))
        t.pre_tokenizer = split(pre)
        t.decoder = decoders.ByteLevel()
        if pre == "qwen2":
            t.normalizer = normalizers.NFC()
        t.train_from_iterator(CORPUS, trainers.BpeTrainer(
            vocab_size=420, special_tokens=["<|endoftext|>", "<|im_start|>"], show_progress=False,
            initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
        model = json.loads(t.to_str())["model"]
        tokens = [k for k, _ in sorted(model["vocab"].items(), key=lambda e: e[1])]
        cases = [{"text": c, "ids": t.encode(c, add_special_tokens=False).ids,
                  "decoded": t.decode(t.encode(c, add_special_tokens=False).ids, skip_special_tokens=False)} for c in CASES]
        out["tokenizers"].append({"pre": pre, "tokens": tokens, "types": [3 if i < 2 else 1 for i in range(len(tokens))],
                                  "merges": [" ".join(m) for m in model["merges"]], "cases": cases})
    (HERE / "tokenizers.json").write_text(json.dumps(out, ensure_ascii=True) + "\n")


if __name__ == "__main__":
    blocks()
    twin()
    families()
    small_tokenizers()
