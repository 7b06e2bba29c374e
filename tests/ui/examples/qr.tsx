import { Qr } from '../../../src/ui/qr/qr.tsx';
import { examplesOf } from './example.ts';

export const qrExamples = examplesOf({
  'an address of a receipt': () => (
    <Qr content="https://county.example/r#422825102205261125002000179.K7QF" />
  ),
  'with a name of its own': () => <Qr content="422825102205" label="登记码" />,
});
