/**
 * Lets the contenders take turns, A B A B ..., and collects what each gave in each round: what disturbs the machine for a while
 * disturbs all of them, so that the ratios of one round hold.
 * @param warmUps rounds before the first one that counts
 */
export async function alternate<Name extends string, Result>(
  contenders: Readonly<Record<Name, () => Promise<Result>>>,
  rounds: number,
  warmUps = 0,
): Promise<Readonly<Record<Name, readonly Result[]>>> {
  const names = Object.keys(contenders) as Name[];
  const results = Object.fromEntries(names.map((name) => [name, [] as Result[]])) as Record<Name, Result[]>;
  for (let round = -warmUps; round < rounds; round += 1) {
    for (const name of names) {
      const result = await contenders[name]();
      if (round >= 0) results[name].push(result);
    }
  }
  return results;
}
