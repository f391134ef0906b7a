// The tus client by itself: a page only loads it when somebody chooses a file.
export { Upload } from 'tus-js-client';
