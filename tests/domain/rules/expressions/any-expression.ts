import * as fc from 'fast-check';
import type {
  Expression,
  RelationSign,
} from '../../../../src/domain/rules/expressions/expression.ts';
import { HELPERS } from '../../../../src/domain/rules/expressions/helpers.ts';

const SIGNS: RelationSign[] = ['==', '!=', '<', '<=', '>', '>=', 'in'];
const WORDS = new Set(['in', 'true', 'false']);

const at = fc.constant(0);
const name = fc
  .stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,6}$/)
  .filter((id) => !WORDS.has(id));
const value = fc
  .integer({ min: -100_000_000, max: 100_000_000 })
  .map((cents) => (cents === 0 ? 0 : cents / 100));
const text = fc
  .string({ unit: 'grapheme', maxLength: 8 })
  .map((any) => any.replaceAll("'", ''));

/** Any tree that the parser may give, whether it makes sense or not. */
export const { anyExpression } = fc.letrec<{ anyExpression: Expression }>(
  (tie) => {
    const part = tie('anyExpression');
    const parts = fc.array(part, { maxLength: 3 });
    const several = fc.array(part, { minLength: 2, maxLength: 3 });
    const helper = fc.constantFrom(
      ...(Object.keys(HELPERS) as (keyof typeof HELPERS)[]),
    );
    const kind = <K extends Expression['kind']>(each: K) => fc.constant(each);
    return {
      anyExpression: fc.oneof(
        { maxDepth: 3, depthIdentifier: 'expression' },
        fc.record({ kind: kind('name'), id: name, at }),
        fc.record({ kind: kind('number'), value, at }),
        fc.record({ kind: kind('text'), value: text, at }),
        fc.record({ kind: kind('truth'), value: fc.boolean(), at }),
        fc.record({ kind: kind('list'), items: parts, at }),
        fc.record({ kind: kind('call'), helper, operands: parts, at }),
        fc.record({ kind: kind('not'), operand: part, at }),
        fc.record({
          kind: kind('relation'),
          sign: fc.constantFrom(...SIGNS),
          left: part,
          right: part,
          at,
        }),
        fc.record({ kind: kind('and'), operands: several, at }),
        fc.record({ kind: kind('or'), operands: several, at }),
      ),
    };
  },
);
