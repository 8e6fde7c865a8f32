"""openai_client.py URL REQUESTS AT-ONCE RUNS - seconds that OpenAI's own client takes, a line for each run."""
import asyncio
import sys
import time

import openai

url, requests, at_once, runs = sys.argv[1], *map(int, sys.argv[2:])
MESSAGES = [{"role": "system", "content": "You turn what a person says about films into JSON. " * 16},
            {"role": "user", "content": "a funny space adventure from the 80s"}]


async def main():
    client = openai.AsyncOpenAI(base_url=url, api_key="none", max_retries=0)

    async def ask_some():
        for _ in range(requests // at_once):
            reply = await client.chat.completions.create(
                model="stub", messages=MESSAGES, temperature=0, max_tokens=256,
                response_format={"type": "json_object"})
            assert reply.choices[0].message.content

    for _ in range(runs):
        began = time.perf_counter()
        await asyncio.gather(*(ask_some() for _ in range(at_once)))
        print(f"{time.perf_counter() - began:.4f}", flush=True)


asyncio.run(main())
