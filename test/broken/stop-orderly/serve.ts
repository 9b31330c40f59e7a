// Crashes during its shutdown.
import { serve } from '../sound-server.ts';

serve({
  onStop: (close) => {
    process.on('exit', () => {
      process.exitCode = 3;
    });
    close();
  },
});
