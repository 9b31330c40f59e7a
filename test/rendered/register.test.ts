import { describe, expect, test } from 'vitest';
import { awsMissing } from '../support/aws.ts';
import { oneIn } from '../support/every-case.ts';
import { commandFirst, type Front, fronts } from '../support/publish-step.ts';
import { region, register, registrable, uploaded } from '../support/registrations.ts';

const missing = awsMissing();
/** A run of the script calls the AWS CLI a dozen times, and each call takes seconds on a busy machine. */
const slow = { timeout: 600_000 };

describe.skipIf(missing).each(oneIn(2, ['an algorithm', 'a model package'] as const))(
  `register of %s${missing ? ` (${missing})` : ''}`,
  slow,
  (kind) => {
    const effects = new Map<Front, unknown>();
    const type = kind === 'an algorithm' ? 'algorithm' : 'model-package';
    const arn = `arn:aws:sagemaker:${region}:123456789012:${type}/churn-scorer-0-1-0`;

    test.each(fronts)('%s creates it once, waits for AWS, and prints the ARN', async (front) => {
      const { aws, folder, digests } = await uploaded(registrable[kind]);
      const first = register(aws, folder, front);
      expect(first.code, first.err).toBe(0);
      expect(first.out).toBe(`${arn}\n`);
      const changes = await aws.changes();
      expect(changes).toHaveLength(1);
      const request = JSON.stringify(changes[0]?.parameters);
      const registry = `123456789012.dkr.ecr.${region}.amazonaws.com`;
      for (const [index, digest] of digests.entries())
        expect(request).toContain(`${registry}/churn-scorer${index === 1 ? '-training' : ''}@${digest}`);
      expect(changes[0]?.parameters).toMatchObject({
        CertifyForMarketplace: true,
        Tags: [{ Key: 'team', Value: 'risk' }],
      });
      const second = register(aws, folder, front);
      expect(second.code, second.err).toBe(0);
      expect(second.out).toBe(`${arn}\n`);
      expect(await aws.changes()).toHaveLength(1);
      expect(await aws.violations()).toEqual([]);
      const requests = changes.map(({ parameters: { ClientToken: _random, ...rest } }) => rest);
      effects.set(front, { requests, first, second });
    });

    test('both send the same request, and tell the same', () => {
      expect(effects.get('the script')).toEqual(effects.get('the command'));
    });
  },
);

describe.skipIf(missing)(`register${missing ? ` (${missing})` : ''}`, slow, () => {
  test.each(oneIn(2, commandFirst))(
    '%s replaces one that failed when it is told to, and no other',
    async (front) => {
      const { aws, folder } = await uploaded(registrable['a model package']);
      await aws.resource([{ status: 'Failed' }]);
      expect(register(aws, folder, front).code).toBe(4);
      await aws.resource([{ status: 'Failed' }, { status: 'Completed' }]);
      const again = register(aws, folder, front, ['--recreate']);
      expect(again.code, again.err).toBe(0);
      expect(again.err).toContain('churn-scorer-0-1-0: the failed one is removed\n');
      const verbs = (await aws.changes()).map(({ operation }) =>
        operation.replace(/[A-Z][a-zA-Z]+$/, (word) => word),
      );
      expect(verbs.map((verb) => verb.slice(0, 6))).toEqual(['Create', 'Delete', 'Create']);
      const kept = register(aws, folder, front, ['--recreate']);
      expect(kept.code, kept.err).toBe(0);
      expect(await aws.changes()).toHaveLength(3);
    },
  );

  test.each(oneIn(2, fronts))('%s leaves at once with --no-wait', async (front) => {
    const { aws, folder } = await uploaded(registrable['a model package']);
    await aws.resource([{ status: 'Pending' }]);
    const left = register(aws, folder, front, ['--no-wait']);
    expect(left.code, left.err).toBe(0);
    expect(left.out).toBe('arn:aws:sagemaker:us-east-2:123456789012:model-package/churn-scorer-0-1-0\n');
    expect(left.err).toContain('churn-scorer-0-1-0: Pending\n');
  });

  test.each(fronts)('%s takes what another run has created meanwhile, if it is the same', async (front) => {
    const { aws, folder } = await uploaded(registrable['an algorithm']);
    expect(register(aws, folder, front).code).toBe(0);
    const absent = { code: 'ValidationException', message: 'Algorithm x does not exist.' };
    await aws.fail('DescribeAlgorithm', absent);
    const second = register(aws, folder, front);
    expect(second.code, second.err).toBe(0);
    expect(second.err).toContain('churn-scorer-0-1-0: already exists\n');
    expect(second.err).not.toContain('created');
    expect((await aws.changes()).map(({ status }) => status)).toEqual([200, 400]);
    await aws.addImage('churn-scorer', '0.1.0', { region, size: 1 });
    await aws.fail('DescribeAlgorithm', absent);
    const other = register(aws, folder, front);
    expect([other.code, other.out]).toEqual([4, '']);
    expect(other.err).toContain(
      'error: churn-scorer-0-1-0 already exists, and was made from another image\n',
    );
  });

  test.each(oneIn(2, fronts))('%s waits for one that AWS is still removing, and says so', async (front) => {
    const { aws, folder } = await uploaded(registrable['a model package']);
    expect(register(aws, folder, front).code).toBe(0);
    const leaving = { status: 'Deleting' };
    await aws.resource([leaving, leaving, leaving, { status: 'Completed' }]);
    const { code, err } = register(aws, folder, front);
    expect(code, err).toBe(0);
    expect(err.match(/^.*: Deleting.*$/gm)).toEqual([
      'churn-scorer-0-1-0: Deleting; its name is in use until AWS has removed it',
    ]);
  });
});
