import { render } from 'preact';
import '../../../src/ui/tokens.css';
import '../../../src/ui/base.css';
import { openTextSize } from '../../../src/ui/text-size/text-size.tsx';
import { askedFor, Gallery } from './gallery.tsx';

openTextSize('gallery');
const one = askedFor(location.search);
render(one === null ? <Gallery /> : one.draw(), document.body);
