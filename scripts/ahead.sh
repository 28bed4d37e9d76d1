# To be sourced: how programs are published that should begin at once, with machine code for this computer beside the IL (ReadyToRun).
ahead=(--use-current-runtime --no-self-contained -p:PublishReadyToRun=true)
if grep -qsw avx2 /proc/cpuinfo; then ahead+=(-p:PublishReadyToRunCrossgen2ExtraArgs=--instruction-set:avx2); fi
