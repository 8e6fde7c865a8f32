"""tiny_gguf.py FILE - a language model of a few kilobytes with random weights, for llama.cpp's servers.

One layer of the Llama architecture over single bytes: it answers nonsense, and always the same.
"""
import sys

import gguf
import numpy as np

WIDTH, HEADS, INNER, CONTEXT = 32, 2, 64, 2048
rng = np.random.default_rng(20261121)

tokens = [b"<unk>", b"<s>", b"</s>"] + [f"<0x{byte:02X}>".encode() for byte in range(256)]
kinds = [gguf.TokenType.UNKNOWN] + [gguf.TokenType.CONTROL] * 2 + [gguf.TokenType.BYTE] * 256

writer = gguf.GGUFWriter(sys.argv[1], "llama")
writer.add_name("tiny")
writer.add_context_length(CONTEXT)
writer.add_embedding_length(WIDTH)
writer.add_block_count(1)
writer.add_feed_forward_length(INNER)
writer.add_head_count(HEADS)
writer.add_head_count_kv(HEADS)
writer.add_rope_dimension_count(WIDTH // HEADS)
writer.add_layer_norm_rms_eps(1e-5)
writer.add_vocab_size(len(tokens))
writer.add_tokenizer_model("llama")
writer.add_token_list(tokens)
writer.add_token_scores([0.0] * len(tokens))
writer.add_token_types(kinds)
writer.add_unk_token_id(0)
writer.add_bos_token_id(1)
writer.add_eos_token_id(2)


def random(*shape):
    return rng.normal(0, 0.5, shape).astype(np.float32)


def ones():
    return np.ones(WIDTH, dtype=np.float32)


for name, tensor in {
    "token_embd.weight": random(len(tokens), WIDTH),
    "output_norm.weight": ones(),
    "output.weight": random(len(tokens), WIDTH),
    "blk.0.attn_norm.weight": ones(),
    "blk.0.attn_q.weight": random(WIDTH, WIDTH),
    "blk.0.attn_k.weight": random(WIDTH, WIDTH),
    "blk.0.attn_v.weight": random(WIDTH, WIDTH),
    "blk.0.attn_output.weight": random(WIDTH, WIDTH),
    "blk.0.ffn_norm.weight": ones(),
    "blk.0.ffn_gate.weight": random(INNER, WIDTH),
    "blk.0.ffn_up.weight": random(INNER, WIDTH),
    "blk.0.ffn_down.weight": random(WIDTH, INNER),
}.items():
    writer.add_tensor(name, tensor)

writer.write_header_to_file()
writer.write_kv_data_to_file()
writer.write_tensors_to_file()
writer.close()
